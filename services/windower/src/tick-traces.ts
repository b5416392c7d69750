import type { Definition, Features } from "@market/windowing";

interface Traced {
  readonly offset: number;
  readonly traceparent: string;
}

/** Stretches of any ticker: windows that are shorter than a 60th of WAIT may be without a trace. */
const KEPT_MAX = 128;
/** A lead is rounded down to a whole second, so windows wait longer than WAIT by up to this. */
const LEAD_ROUNDING_MS = 1_000;
/** The stretches of ticks that come out of order, and the one being filled. */
const MORE = 3;

/**
 * The traces that ticks came with, for the windows that hold these ticks. Event time is cut into stretches that fit
 * into the shortest window, and the latest traced tick of each is kept, for the latest few stretches of each ticker: the latest
 * tick alone would always be one that came while its window waited to be closed. None is dropped when it is used: the
 * windows of several definitions hold the same tick.
 */
export class TickTraces {
  readonly #stretchMs: number;
  readonly #keptMax: number;
  /** By ticker and number of the stretch, the one that was added to last at the end. */
  readonly #kept = new Map<string, Map<number, Traced>>();
  /** By offset, of the records that are being folded: a late tick is one of these. */
  readonly #folding = new Map<number, string>();

  constructor(definitions: readonly Definition[], waitMs: number) {
    this.#stretchMs = Math.max(1, Math.min(...definitions.map(stretchOf)));
    const waiting = Math.ceil((waitMs + LEAD_ROUNDING_MS) / this.#stretchMs);
    this.#keptMax = Math.min(KEPT_MAX, waiting + MORE);
  }

  /** A tick with a traceparent, whatever becomes of it. */
  note(offset: number, traceparent: string): void {
    this.#folding.set(offset, traceparent);
  }

  /** It is in a window. */
  keep(ticker: string, offset: number, time: number, traceparent: string): void {
    let kept = this.#kept.get(ticker);
    if (kept === undefined) {
      kept = new Map();
      this.#kept.set(ticker, kept);
    }
    const stretch = Math.floor(time / this.#stretchMs);
    kept.delete(stretch);
    kept.set(stretch, { offset, traceparent });
    if (kept.size > this.#keptMax) kept.delete(kept.keys().next().value!);
  }

  /** That of the latest of the ticker's kept ticks that stands between the window's first and last in the log. */
  ofWindow({ ticker, first_offset, last_offset }: Features): string | undefined {
    let found: string | undefined;
    for (const { offset, traceparent } of this.#kept.get(ticker)?.values() ?? [])
      if (offset >= first_offset && offset <= last_offset) found = traceparent;
    return found;
  }

  /** That of a tick that is being folded. */
  ofTick(offset: number): string | undefined {
    return this.#folding.get(offset);
  }

  /** What was being folded is, and what was late of it has been told. */
  folded(): void {
    this.#folding.clear();
  }

  /** No open window holds a tick from before `offset`. */
  forgetBefore(offset: number): void {
    for (const [ticker, kept] of this.#kept) {
      for (const [stretch, each] of kept) if (each.offset < offset) kept.delete(stretch);
      if (kept.size === 0) this.#kept.delete(ticker);
    }
  }
}

/** In ms; half a tumbling window, which need not begin where a stretch does. */
function stretchOf(definition: Definition): number {
  if (definition.kind === "session") return definition.gapMs;
  return definition.kind === "sliding" ? definition.stepMs : definition.lengthMs / 2;
}
