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

/** Folds one record as a task does, closing what is due two steps at a time. */
export function fold(windower: Windower, record: LogRecord): Verdict | undefined {
  let verdict = begin(windower, record);
  while (windower.isClosing) verdict = windower.close(2) ?? verdict;
  return verdict;
}

function begin(windower: Windower, record: LogRecord): Verdict | undefined {
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
 * nothing survives but the encoded checkpoints (one every `saveEvery` records: a full one, then changes), and the next
 * stretch starts at the low-water offset of the last.
 */
export function foldWithRestarts(
  records: readonly LogRecord[],
  options: WindowerOptions,
  cuts: readonly number[],
  resumed?: Resumed,
  saveEvery = Number.POSITIVE_INFINITY,
): Folded & { readonly state: WindowerState } {
  const features: Features[] = [];
  const late: LateTick[] = [];
  let state = resumed?.state;
  let from = resumed?.cut ?? 0;
  for (const cut of [...cuts, records.length]) {
    const windower = new Windower(options, state);
    const lowWater = state?.low_water ?? 0;
    for (const record of records.slice(0, from)) if (record.offset >= lowWater) fold(windower, record);
    const chain: Uint8Array[] = [];
    let seq = 0;
    const save = () => {
      const full = seq === 0;
      const saved = windower.save(full ? "all" : "changed");
      chain.push(...encodeCheckpoint({ ...saved, full, seq: seq++, group: "g", topic: "t" }));
    };
    records.slice(from, cut).forEach((record, index) => {
      fold(windower, record);
      if ((index + 1) % saveEvery === 0) save();
    });
    const output = windower.take();
    features.push(...output.features);
    late.push(...output.late);
    save();
    state = decodeCheckpoint(chain);
    from = cut;
  }
  return { features, late, verdicts: new Map(), state: state! };
}
