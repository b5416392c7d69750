import type { Carry } from "./carry.ts";
import { Columns } from "./columns.ts";
import type { Due } from "./due-queue.ts";
import { Gaps } from "./gaps.ts";
import { Lead } from "./lead.ts";
import type { ReceivedTimes } from "./received-times.ts";
import type { Windows } from "./windows/windows.ts";

/** Everything a task knows of one ticker. */
export class Series implements Due {
  readonly ticker: string;
  readonly lead = new Lead();
  readonly gaps = new Gaps();
  readonly columns = new Columns();
  /** By definition; undefined until the definition has closed a window. */
  readonly carries: (Carry | undefined)[] = [];
  /** By definition: windows that begin earlier are not its own, because it was added later. Holes mean none. */
  readonly startsAt: number[] = [];
  /** By session definition: no tick from before this goes into an open session. Holes mean none was closed. */
  readonly closedThrough: number[] = [];
  /** The latest event time of a tick, 0 before the first. */
  latestTime = 0;
  /** Event time up to which the ticker is complete, as of the record at `settledAt`. */
  watermark = Number.NEGATIVE_INFINITY;
  settledAt = -1;
  /** What is saved of it has changed since it was saved last. */
  isChanged = false;
  /** The end of the earliest open window that holds ticks, Infinity if there is none. */
  nextEnd = Number.POSITIVE_INFINITY;
  dueAt = Number.POSITIVE_INFINITY;
  place = -1;

  constructor(ticker: string) {
    this.ticker = ticker;
  }

  /**
   * Brings the watermark up to the latest record. Between its own ticks a ticker's lead is constant, so the largest
   * received time since then is all that matters; non-empty windows that it passed were closed as they fell due.
   */
  settle(received: ReceivedTimes, waitMs: number, position: number): void {
    const latest = this.lead.value + received.maxAfter(this.settledAt) - waitMs;
    if (latest > this.watermark) this.watermark = latest;
    this.settledAt = position - 1;
  }

  /** A definition that is new to this ticker starts with the first window that begins at or after the watermark. */
  startDefinition(windows: Windows, index: number): void {
    if (this.watermark === Number.NEGATIVE_INFINITY) return;
    this.startsAt[index] = windows.startFrom(this.watermark);
  }

  /** Drops what no open window needs and finds `nextEnd` again. */
  trim(definitions: readonly Windows[]): void {
    let needed = Number.POSITIVE_INFINITY;
    for (const windows of definitions) needed = Math.min(needed, windows.openFrom(this));
    this.columns.dropBefore(needed);
    this.gaps.dropBefore(needed);
    this.nextEnd = Number.POSITIVE_INFINITY;
    for (const windows of definitions) this.nextEnd = Math.min(this.nextEnd, windows.nextEnd(this));
  }
}
