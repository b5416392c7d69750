import { type Heard, type LogRecord, type Options, settingsAt } from "./record.ts";

/** A tick further ahead of its received time than `maxFutureMs` is not believed. */
export function isFuture(record: LogRecord, index: number, options: Options): boolean {
  const { maxFutureMs } = settingsAt(index, options);
  return record.kind === "tick" && record.tick.time > record.timestamp + maxFutureMs;
}

/**
 * The ticks that count: neither from the future nor snapshots. Late ticks and exact repeats are among
 * them, since they too say how far a ticker's event time runs behind, and that the feed is back.
 */
export function heardTicks(records: LogRecord[], options: Options): Heard[] {
  return records.flatMap((record, index) => {
    if (record.kind !== "tick" || record.tick.snapshot === true || isFuture(record, index, options))
      return [];
    return [{ index, offset: record.offset, received: record.timestamp, tick: record.tick }];
  });
}
