import { Topic } from "@market/bench/kafka/topic.ts";
import { partitionOf, RecordBatchWriter } from "@market/kafka";
import { type Features, FIELDS } from "@market/windowing";
import { encodeFeatures } from "@market/wire";
import { bar, candleOf, MINUTE } from "./market.ts";

export const TICKERS = 500;
/** A day of them. */
export const MINUTES = 1_440;
/** A dashboard that is to hold all of them. */
export const MANY_ENV = { HISTORY: "26h" };

const BATCH_RECORDS = 2_000;
const NOBODY = { producerId: -1n, epoch: -1, sequence: -1 };
/** Of the statistics only the one that is looked at is written: the rest would take a minute. */
const SPARSE = {
  ...bar({ ticker: "", window_start: 0 }),
  ...(Object.fromEntries(Object.keys(FIELDS).map(name => [name, null])) as Record<keyof typeof FIELDS, null>),
};

export function tickerOf(index: number): string {
  return `TICK${String(index).padStart(3, "0")}`;
}

/** The bars of one of the tickers, the last of which ended before `end`. */
export function manyBars(index: number, end: number): Features[] {
  return Array.from({ length: MINUTES }, (_, i) => barOf(tickerOf(index), end - (MINUTES - i) * MINUTE));
}

/** The minute behind them, of every ticker; or one so many minutes after it. */
export function nextBars(end: number, minutes = 0): Features[] {
  return Array.from({ length: TICKERS }, (_, i) => barOf(tickerOf(i), end + minutes * MINUTE));
}

function barOf(ticker: string, start: number): Features {
  const times = { window_start: start, window_end: start + MINUTE };
  return { ...SPARSE, ...candleOf(ticker, start), ticker, ...times, first_time: start, last_time: start };
}

/** Writes a day of minutes of 500 tickers to a features topic, minute by minute; some 10 s. */
export async function writeMany(
  brokers: string,
  name: string,
  end: number,
  minutes = MINUTES,
): Promise<void> {
  const topic = await Topic.open(brokers, name);
  const writers = Array.from({ length: topic.partitions }, (_, i) => new RecordBatchWriter(i));
  const partitions = Array.from({ length: TICKERS }, (_, i) => partitionOf(tickerOf(i), topic.partitions));
  const send = async (writer: RecordBatchWriter) => {
    await topic.append(new Map([[writer.partition, Buffer.from(writer.finish(NOBODY))]]));
    writer.clear();
  };
  try {
    for (let minute = -minutes; minute < 0; minute++) {
      for (const [i, features] of nextBars(end, minute).entries()) {
        const writer = writers[partitions[i]!]!;
        const value = encodeFeatures(features, "protobuf");
        writer.add({ key: features.ticker, value, timestamp: features.window_end, headers: {} });
        if (writer.records === BATCH_RECORDS) await send(writer);
      }
    }
    for (const writer of writers) if (writer.records > 0) await send(writer);
  } finally {
    topic.close();
  }
}
