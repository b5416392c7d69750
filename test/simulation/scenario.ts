import type { Tick } from "@market/windowing";
import { encodeTick } from "@market/wire";
import { logOf } from "../model/feed.ts";
import type { LogRecord, Options } from "../model/record.ts";
import type { Random } from "./random.ts";
import type { Sent } from "./record.ts";
import { drawListings, drawOptions, drawStart, drawSteps } from "./steps.ts";

/** A record of the ticks topic as it will be appended, with what it means. */
export interface Planned {
  readonly sent: Sent;
  /** For the naive model; what cannot be used only says that time has passed. */
  readonly meaning: LogRecord;
  /** Why it is a dead letter, if it is one whatever came before it. */
  readonly refusal: string | undefined;
}

export interface Scenario {
  readonly options: Options;
  /** By partition. */
  readonly logs: readonly (readonly Planned[])[];
}

export function drawScenario(random: Random): Scenario {
  const options = drawOptions(random);
  const partitions = random.weigh([3, 1], [4, 2], [2, 3]);
  const logs = Array.from({ length: partitions }, (_, partition) => drawLog(random, options, partition));
  return { options, logs };
}

/** Tickers carry their partition's number, so that everybody can tell where they belong. */
export function partitionOf(ticker: string): number {
  return Number(ticker.slice(ticker.lastIndexOf("@") + 1));
}

function drawLog(random: Random, options: Options, partition: number): Planned[] {
  const steps = drawSteps(random, random.between(10, 60));
  const records = logOf(drawStart(random), drawListings(random), steps, options);
  return records.flatMap(record => {
    const planned = planOf(rename(record, partition));
    return random.chance(0.04) ? [planned, spoil(random, planned)] : [planned];
  });
}

function rename(record: LogRecord, partition: number): LogRecord {
  if (record.kind === "clock") return record;
  if (record.kind === "gap") return { ...record, ticker: `${record.ticker}@${partition}` };
  return { ...record, tick: { ...record.tick, ticker: `${record.tick.ticker}@${partition}` } };
}

function planOf(meaning: LogRecord): Planned {
  const timestamp = String(meaning.timestamp);
  if (meaning.kind === "clock")
    return { sent: { key: null, value: null, timestamp }, meaning, refusal: undefined };
  if (meaning.kind === "gap") {
    const headers = { "gap-from": String(meaning.from) };
    return { sent: { key: meaning.ticker, value: null, timestamp, headers }, meaning, refusal: undefined };
  }
  const value = Buffer.from(encodeTick(meaning.tick as Tick));
  return { sent: { key: meaning.tick.ticker, value, timestamp }, meaning, refusal: undefined };
}

/** A record that cannot be used, at the time of another. */
function spoil(random: Random, { sent, meaning }: Planned): Planned {
  const time: LogRecord = { kind: "clock", offset: 0, timestamp: meaning.timestamp };
  const refused = (refusal: string, change: Partial<Sent>) => ({
    sent: { ...sent, ...change },
    meaning: time,
    refusal,
  });
  if (meaning.kind === "tick" && random.chance(0.6)) {
    if (random.chance(0.5)) return refused("key", { key: "OTHER@0" });
    const elsewhere = { ...meaning.tick, ticker: "MSFT@9" };
    return refused("partition", { key: elsewhere.ticker, value: Buffer.from(encodeTick(elsewhere as Tick)) });
  }
  if (random.chance(0.5))
    return refused("undecodable", { key: "POISON", value: Buffer.from([0xff, 0xff, 0xff]) });
  return refused("gap", { key: "MSFT@0", value: null, headers: { "gap-from": "yesterday" } });
}
