import type { LogRecord, Records } from "@market/log";

export interface TopicRecord extends LogRecord {
  readonly partition: number;
}

/** Records of some partitions, each partition's in order. */
export interface TopicRecords extends Iterable<TopicRecord> {
  readonly length: number;
}

/** Makes each record when it is come to: a few MiB, packed well, can be millions, and nobody needs them at once. */
export function recordsOf(
  fetched: readonly { readonly partition: number; readonly records: Records }[],
): TopicRecords {
  return {
    length: fetched.reduce((sum, { records }) => sum + records.length, 0),
    *[Symbol.iterator]() {
      for (const { partition, records } of fetched)
        for (const record of records) yield { partition, ...record };
    },
  };
}
