import assert from "node:assert/strict";
import { decodeTick } from "@market/wire";
import { type Features, model, type Options } from "../model/model.ts";
import type { LogRecord, Tick } from "../model/record.ts";
import { sameRecords } from "../model/same.ts";
import type { Read } from "./topic.ts";

/** What the naive model says of the records of a ticks topic, partition by partition. */
export function expectedOf(ticks: readonly Read[], options: Options): ReturnType<typeof model> {
  const outcome: ReturnType<typeof model> = { features: [], late: [], future: [] };
  for (const partition of new Set(ticks.map(each => each.partition))) {
    const records = ticks.filter(each => each.partition === partition).map(toModelRecord);
    const { features, late, future } = model(records, options);
    outcome.features.push(...features);
    outcome.late.push(...late);
    outcome.future.push(...future);
  }
  return outcome;
}

function toModelRecord({ message }: Read): LogRecord {
  const base = { offset: Number(message.offset), timestamp: Number(message.timestamp) };
  if (message.value !== null) return { ...base, kind: "tick", tick: presentFields(message.value) };
  if (message.key === null) return { ...base, kind: "clock" };
  return { ...base, kind: "gap", ticker: String(message.key), from: Number(message.headers?.["gap-from"]) };
}

/** The model has no nulls: what was not sent is not there. */
function presentFields(value: Buffer): Tick {
  const tick = decodeTick(value);
  if (tick === null) throw new Error("the ingestor published something that is no tick");
  // The type is right: a decoded tick has the fields that the model's must have, and the others may be missing.
  return Object.fromEntries(Object.entries(tick).filter(([, field]) => field !== null)) as unknown as Tick;
}

/** Records as a set: the order across tickers is no part of the promise. */
function sortFeatures(features: readonly Features[]): Features[] {
  const place = ({ ticker, window, window_start }: Features) => `${ticker} ${window} ${window_start}`;
  return [...features].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Fails unless the records that were published are the expected ones, as a set; names the first that is not. */
export function assertFeatures(published: readonly Features[], expected: readonly Features[]): void {
  assert.equal(sameRecords(sortFeatures(published), sortFeatures(expected)), undefined);
}
