import type { Carry } from "./carry.ts";
import type { Due } from "./due-queue.ts";
import { Gaps } from "./gaps.ts";
import { Lead } from "./lead.ts";
import type { ReceivedTimes } from "./received-times.ts";
import { Rows } from "./rows.ts";
import type { Windows } from "./windows/windows.ts";

/** Everything a task knows of one ticker. */
export class Series implements Due {
  readonly ticker: string;
  readonly rows = new Rows();
  /**
   * A tick from this event time on ends no gap and goes into an open window of every definition, none of which ends before
   * `nextEnd`; Infinity where that is not known. See `isPlain`.
   */
  #plainFrom = Number.POSITIVE_INFINITY;
  /** Of `lead`, as of the latest tick that was looked at in full. */
  #aheadMs = Number.NEGATIVE_INFINITY;
  #hourEnd = Number.NEGATIVE_INFINITY;
  readonly lead = new Lead();
  readonly gaps = new Gaps();
  /** By definition; undefined until the definition has closed a window. */
  readonly carries: (Carry | undefined)[];
  /** By definition: windows that begin earlier are not its own, because it was added later. Holes mean none. */
  readonly startsAt: number[] = [];
  /** By session definition: no tick from before this goes into an open session. Holes mean none was closed. */
  readonly closedThrough: number[] = [];
  /** By session definition: ticks from one event time through another that are joined, so that they are looked at once. */
  readonly runs: { start: number; through: number }[] = [];
  /** The latest event time of a tick that is not held, 0 before the first. */
  #latestTime = 0;
  /** Event time up to which the ticker is complete, as of the record at `settledAt`. */
  watermark = Number.NEGATIVE_INFINITY;
  settledAt = -1;
  /** What is saved of it has changed since it was saved last. */
  isChanged = false;
  /** The end of the earliest open window that holds ticks, Infinity if there is none. */
  nextEnd = Number.POSITIVE_INFINITY;
  dueAt = Number.POSITIVE_INFINITY;
  place = -1;

  constructor(ticker: string, definitions: number) {
    this.ticker = ticker;
    this.carries = new Array(definitions);
  }

  /** The latest event time of a tick, 0 before the first. */
  get latestTime(): number {
    const { rows } = this;
    return rows.length === 0 ? this.#latestTime : Math.max(this.#latestTime, rows.timeOf(rows.to - 1));
  }

  /** A tick at `time` was there that is not held. */
  note(time: number): void {
    if (time > this.#latestTime) this.#latestTime = time;
  }

  /**
   * Whether a tick that was received last of all only has to be added to the rows: it changes neither the lead nor what is due
   * when, and it is late for nothing, as its windows end at `nextEnd` or later, which is not due. So are nearly all, and the rest of
   * the series need not be looked at, nor be brought up to date.
   */
  isPlain(time: number, receivedTime: number): boolean {
    return time >= this.#plainFrom && time - receivedTime <= this.#aheadMs && receivedTime < this.#hourEnd;
  }

  /** A tick at `time` was looked at in full and added: it went into an open window of every definition, and was late for none. */
  expectPlain(time: number): void {
    if (this.gaps.isOpen) return;
    const { lead } = this;
    this.#aheadMs = lead.current;
    this.#hourEnd = lead.hourEnd;
    this.#plainFrom = Math.min(time, this.#plainFrom);
  }

  /** The next tick has to be looked at in full. */
  expectAnything(): void {
    this.#plainFrom = Number.POSITIVE_INFINITY;
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
    if (this.rows.length > 0) this.note(this.rows.timeOf(this.rows.to - 1));
    this.rows.dropBefore(needed);
    this.gaps.dropBefore(needed);
    this.nextEnd = Number.POSITIVE_INFINITY;
    for (const windows of definitions) this.nextEnd = Math.min(this.nextEnd, windows.nextEnd(this));
    this.expectAnything();
  }
}
