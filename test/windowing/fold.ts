import {
  type Features,
  type LateTick,
  type Tick,
  type Verdict,
  Windower,
  type WindowerOptions,
  type WindowerState,
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

/** Where a run goes on: what it knew, and how many records it had seen. */
export interface Resumed {
  readonly state: WindowerState;
  readonly cut: number;
}

/**
 * Folds a log in stretches that end behind the records at `cuts` (indexes), from `resumed` on. Between stretches
 * nothing survives but the encoded checkpoint, and the next one starts at its low-water offset.
 */
export function foldWithRestarts(
  records: readonly LogRecord[],
  options: WindowerOptions,
  cuts: readonly number[],
  resumed?: Resumed,
): Folded & { readonly state: WindowerState } {
  const features: Features[] = [];
  const late: LateTick[] = [];
  let state = resumed?.state;
  let from = resumed?.cut ?? 0;
  for (const cut of [...cuts, records.length]) {
    const windower = new Windower(options, state);
    const lowWater = state?.low_water ?? 0;
    for (const record of records.slice(0, from)) if (record.offset >= lowWater) fold(windower, record);
    for (const record of records.slice(from, cut)) fold(windower, record);
    const output = windower.take();
    features.push(...output.features);
    late.push(...output.late);
    state = decodeCheckpoint(encodeCheckpoint({ ...windower.state(), seq: 1, group: "g", topic: "t" }));
    from = cut;
  }
  return { features, late, verdicts: new Map(), state: state! };
}
