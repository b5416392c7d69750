import {
  type Features,
  type LateTick,
  type Tick,
  type Verdict,
  Windower,
  type WindowerOptions,
} from "@market/windowing";
import { decodeCheckpoint, decodeTick, encodeCheckpoint, encodeTick } from "@market/wire";
import type { LogRecord } from "../model/record.ts";

export interface Folded {
  readonly features: Features[];
  readonly late: LateTick[];
  readonly verdicts: Map<number, Verdict>;
}

/** Folds one record as a task does. */
export function fold(windower: Windower, record: LogRecord): Verdict | undefined {
  switch (record.kind) {
    case "clock":
      windower.advance(record.offset, record.timestamp);
      return undefined;
    case "gap":
      windower.gap(record.offset, record.timestamp, record.ticker, record.from);
      return undefined;
    case "tick":
      // Through the wire, as a task gets it: what the model leaves out is null then.
      return windower.tick(record.offset, record.timestamp, decodeTick(encodeTick(record.tick as Tick))!);
  }
}

/** Folds a whole log without a break. */
export function foldAll(records: readonly LogRecord[], options: WindowerOptions): Folded {
  const windower = new Windower(options);
  const verdicts = new Map<number, Verdict>();
  for (const record of records) {
    const verdict = fold(windower, record);
    if (verdict !== undefined) verdicts.set(record.offset, verdict);
  }
  return { ...windower.take(), verdicts };
}

/**
 * Folds a log in stretches that end behind the records at `cuts` (indexes). Between stretches nothing survives
 * but the encoded checkpoint, and the next one starts at its low-water offset.
 */
export function foldWithRestarts(
  records: readonly LogRecord[],
  options: WindowerOptions,
  cuts: readonly number[],
): Folded {
  const features: Features[] = [];
  const late: LateTick[] = [];
  let windower = new Windower(options);
  let from = 0;
  for (const cut of [...cuts, records.length]) {
    for (const record of records.slice(from, cut)) fold(windower, record);
    const output = windower.take();
    features.push(...output.features);
    late.push(...output.late);
    const values = encodeCheckpoint({ ...windower.state(), seq: 1, group: "g", topic: "t" });
    const checkpoint = decodeCheckpoint(values);
    windower = new Windower(options, checkpoint);
    for (const record of records.slice(0, cut))
      if (record.offset >= checkpoint.low_water) fold(windower, record);
    from = cut;
  }
  return { features, late, verdicts: new Map() };
}
