import { setImmediate as turn } from "node:timers/promises";
import { decodeTick } from "@market/wire";
import { expectedOf } from "../e2e/expected.ts";
import type { Read } from "../e2e/topic.ts";
import type { Features, Options } from "../model/record.ts";
import { sameFeatures } from "../model/same.ts";
import type { Entry } from "./compare.ts";

/** The records of the three topics the windowers write, as they are or as they should be. */
export interface Entries {
  readonly features: readonly Entry[];
  readonly late: readonly Entry[];
  readonly dead: readonly Entry[];
}

/** A features record and the partition it is on. */
interface Placed {
  readonly partition: number;
  readonly record: Features;
}

/** What the naive model says of the ticks topic. A window that is still open at the log's end is not expected. */
export async function expectedEntries(ticks: readonly Read[], options: Options): Promise<Entries> {
  const features: Entry[] = [];
  const late: Entry[] = [];
  const dead: Entry[] = [];
  for (const [partition, records] of Map.groupBy(ticks, each => each.partition)) {
    const expected = expectedOf(records, options);
    features.push(...expected.features.map(each => featuresEntry(partition, each)));
    for (const { offset, ticker, time, watermark, windows } of expected.late) {
      const window = windows.map(each => each.window).join();
      const start = windows.map(each => each.window_start).join();
      late.push(entryAt(partition, offset, { ticker, time, lateMs: watermark - time, window, start }));
    }
    dead.push(...expected.future.map(offset => entryAt(partition, offset, { reason: "future" })));
    // The model takes a while: others get their turn.
    await turn();
  }
  return { features, late, dead };
}

/** What is on the topics. The ingestor's dead letters are none of the windowers'. */
export function publishedEntries(features: Read[], late: Read[], dead: Read[]): Entries {
  return {
    features: features.map(({ partition, message }) =>
      featuresEntry(partition, JSON.parse(String(message.value))),
    ),
    late: late.map(({ partition, message }) => {
      const headers = textsOf(message.headers);
      const tick = decodeTick(message.value!);
      return entryAt(partition, Number(headers.offset), {
        ticker: tick?.ticker,
        time: tick?.time,
        lateMs: Number(headers["late-ms"]),
        window: headers.window,
        start: headers["window-start"],
      });
    }),
    dead: dead
      .map(({ partition, message }) => ({ partition, headers: textsOf(message.headers) }))
      .filter(({ headers }) => headers.origin?.startsWith("windower "))
      .map(({ partition, headers: { offset, reason } }) => entryAt(partition, Number(offset), { reason })),
  };
}

function featuresEntry(partition: number, record: Features): Entry {
  const { ticker, window, window_start } = record;
  const value: Placed = { partition, record };
  return { identity: `${ticker} ${window} ${window_start}`, value };
}

/** What is wrong with a features record, of what `featuresEntry` made of it; undefined if nothing is. */
export function featuresDifference(actual: unknown, expected: unknown): string | undefined {
  const is = actual as Placed;
  const should = expected as Placed;
  if (is.partition !== should.partition) return `on partition ${is.partition}, not ${should.partition}`;
  return sameFeatures(is.record, should.record);
}

/** Of a late tick or a dead letter, by where its tick stands in the ticks topic. */
function entryAt(partition: number, offset: number, value: unknown): Entry {
  return { identity: `${partition}:${offset}`, value };
}

function textsOf(headers: Read["message"]["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
}
