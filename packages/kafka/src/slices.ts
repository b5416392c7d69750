import type { OutRecord } from "@market/log";

/**
 * kafkajs turns one send into one record batch a partition and groups its messages in quadratic time, and
 * brokers refuse batches over 1 MiB by default: so a send is cut by count and by size.
 */
const MESSAGES_MAX = 500;
const BYTES_MAX = 512 * 1_024;
/** Lengths, offsets and header framing of one record, generously. */
const OVERHEAD_BYTES = 100;

/** Cuts records into sends, in order; a record over the size limit is a send of its own. */
export function* slices<T extends OutRecord>(records: readonly T[]): Generator<readonly T[]> {
  let from = 0;
  let bytes = 0;
  for (let to = 0; to < records.length; to++) {
    const size = sizeOf(records[to]!);
    if (to > from && (to - from >= MESSAGES_MAX || bytes + size > BYTES_MAX)) {
      yield records.slice(from, to);
      from = to;
      bytes = 0;
    }
    bytes += size;
  }
  if (from < records.length) yield records.slice(from);
}

function sizeOf({ key, value, headers }: OutRecord): number {
  let size = OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
  for (const [name, text] of Object.entries(headers ?? {})) size += name.length + text.length;
  return size;
}
