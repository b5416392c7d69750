import {
  CHAIN_HEADER,
  type Commit,
  type Headers,
  type LogRecord,
  type OutRecord,
  type Records,
} from "@market/log";
import { isTraceparent, type Span, TRACEPARENT_HEADER } from "@market/runtime";
import {
  type Features,
  type Held,
  type Tick,
  type Verdict,
  Windower,
  type WindowerOptions,
} from "@market/windowing";
import { decodeCheckpoint, encodeCheckpoint, type FeaturesFormat } from "@market/wire";
import { Chain } from "./chain.ts";
import type { Counted } from "./counted.ts";
import { Counts } from "./counts.ts";
import { InputReader } from "./input.ts";
import type { OutputPrefixes } from "./output-schemas.ts";
import { type DeadLetterReason, toDeadLetter, toFeaturesRecord, toLateRecord } from "./record.ts";
import { TickTraces } from "./tick-traces.ts";
import type { StartWindowSpan } from "./window-spans.ts";

export interface TaskOptions {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly partitionOf: (ticker: string) => number;
  readonly format: FeaturesFormat;
  readonly prefixes?: OutputPrefixes;
  readonly windowing: WindowerOptions;
  /** Without it the trace of a tick is passed on as it came. */
  readonly startSpan?: StartWindowSpan;
}

/** Between two yields of a fold: some 10 ms of closing, a few of folding (2026-11, one core). */
const CLOSING_STEPS = 2_000;
const RECORDS = 1_000;

/**
 * One input partition's windowing: records in, commits out. Synchronous and without a clock: the same records
 * after the same checkpoint give the same features, late ticks and dead letters, however they are grouped into commits;
 * headers of traces alone are no part of that.
 */
export class Task {
  readonly #options: TaskOptions;
  readonly #windower: Windower;
  /** Where the last checkpoint stood: records before it only fill rows again. */
  readonly #restoredPosition: number;
  readonly #input = new InputReader();
  readonly #verified = new Set<string>();
  readonly #chain = new Chain();
  readonly #traces: TickTraces;
  #spans: Span[] = [];
  #features: OutRecord[] = [];
  #lateTicks: OutRecord[] = [];
  #deadLetters: OutRecord[] = [];
  readonly #counts = new Counts();
  #seq: number;
  #committedPosition: number;
  #receivedTime: number | undefined;
  #dueSince: number | undefined;

  /** Where reading starts; undefined for the oldest record there is. */
  readonly startOffset: number | undefined;
  /** Windows of the checkpoint that are no longer configured: what was open in them is not published. */
  readonly removed: readonly string[];

  /** Starts from the chain of the last checkpoint; from nothing if there is none. */
  constructor(options: TaskOptions, checkpoint: readonly LogRecord[]) {
    this.#options = options;
    const state = checkpoint.length === 0 ? undefined : readCheckpoint(checkpoint, options);
    this.#windower = new Windower(options.windowing, state);
    this.startOffset = state?.low_water;
    this.#traces = new TickTraces(options.windowing.definitions, options.windowing.waitMs);
    const identities = options.windowing.definitions.map(({ identity }) => identity);
    this.removed = state?.definitions.filter(each => !identities.includes(each)) ?? [];
    this.#seq = state?.seq ?? 0;
    this.#restoredPosition = state?.position ?? 0;
    this.#committedPosition = this.#restoredPosition;
    this.#receivedTime = state?.received.at(-1)?.time;
  }

  get hasOutput(): boolean {
    return this.#features.length + this.#lateTicks.length + this.#deadLetters.length > 0;
  }

  /** Records were folded that no commit covers yet. */
  get hasMoved(): boolean {
    return this.#windower.position > this.#committedPosition;
  }

  /** The offset behind the last record folded. */
  get position(): number {
    return this.#windower.position;
  }

  /** Of the latest record folded, undefined before any. */
  get receivedTime(): number | undefined {
    return this.#receivedTime;
  }

  /** The event time up to which a ticker without a lead is complete. */
  get watermark(): number | undefined {
    if (this.#receivedTime === undefined) return undefined;
    return this.#receivedTime - this.#options.windowing.waitMs;
  }

  /** Received time of the first record that made a window due which is in no commit yet. */
  get dueSince(): number | undefined {
    return this.#dueSince;
  }

  /** What is held at this moment: for when somebody looks. */
  held(): Held {
    return this.#windower.held();
  }

  /** Takes what was counted since the last call; what a checkpoint covers is not counted again. */
  takeCounts(): ReadonlyMap<Counted, number> {
    return this.#counts.take();
  }

  /** Takes the spans of what has been put out since the last call: they end when a commit has made it readable. */
  takeSpans(): readonly Span[] {
    const spans = this.#spans;
    this.#spans = [];
    return spans;
  }

  /** Records that were not folded yet are gone from the log: the windows they belong to will say so. */
  missRecords(): void {
    this.#windower.missTicks();
  }

  /**
   * Folds the next records of the partition, in slices: it yields every few milliseconds, so that the caller may see to
   * other things in between. To be run to its end before anything else is asked of the task.
   */
  *fold(records: Records): Generator<void, void> {
    const { offset, timestamp } = records.columns;
    for (let row = 0; row < records.length; row++) {
      let counted = this.#foldRow(records, row);
      while (this.#windower.isClosing) {
        counted = this.#windower.close(CLOSING_STEPS) ?? counted;
        if (this.#collect() > 0) this.#dueSince ??= timestamp[row]!;
        yield;
      }
      if (counted === undefined) throw new Error(`record ${offset[row]} was not folded`);
      if (offset[row]! >= this.#restoredPosition) this.#counts.add(counted, 1);
      if (row % RECORDS === RECORDS - 1) yield;
    }
    this.#collect();
    this.#traces.folded();
    const last = records.length - 1;
    if (last >= 0 && offset[last]! >= this.#restoredPosition) this.#receivedTime = timestamp[last]!;
  }

  /** Encodes what the windower has put out; returns how many features there were. */
  #collect(): number {
    const { features, late } = this.#windower.take();
    const { format, prefixes } = this.#options;
    for (const each of features)
      this.#features.push(toFeaturesRecord(each, format, prefixes?.features, this.#traceOf(each)));
    for (const each of late)
      this.#lateTicks.push(toLateRecord(each, prefixes?.lateTicks, this.#traces.ofTick(each.offset)));
    this.#counts.add("features", features.length);
    this.#counts.add("late_record", late.length);
    return features.length;
  }

  /**
   * What to commit now, made in slices like `fold`; `now` only stamps the checkpoint. If the commit fails this task is
   * of no more use.
   */
  *commit(now: number): Generator<void, Commit> {
    const { group, topic, partition } = this.#options;
    const which = this.#chain.next;
    const state = this.#windower.save(which);
    const checkpoint = { ...state, full: which === "all", seq: ++this.#seq, group, topic };
    const values: Uint8Array[] = [];
    for (const value of encodeCheckpoint(checkpoint)) {
      values.push(value);
      yield;
    }
    const headers = { [CHAIN_HEADER]: String(this.#chain.add(values)) };
    const commit = {
      features: this.#features,
      lateTicks: this.#lateTicks,
      deadLetters: this.#deadLetters,
      checkpoint: values.map(value => ({ key: String(partition), value, timestamp: now, headers })),
      lowWater: state.low_water,
    };
    this.#features = [];
    this.#lateTicks = [];
    this.#deadLetters = [];
    this.#dueSince = undefined;
    this.#committedPosition = state.position;
    this.#traces.forgetBefore(state.low_water);
    return commit;
  }

  /** Of a window that holds a traced tick: its own span, or the tick's where none is made. */
  #traceOf(features: Features): string | undefined {
    const parent = this.#traces.ofWindow(features);
    const span = parent && this.#options.startSpan?.(features, parent);
    if (!span) return parent;
    this.#spans.push(span);
    return span.traceparent;
  }

  /** Undefined for a tick that waits for windows to be closed. */
  #foldRow(records: Records, row: number): Counted | undefined {
    const input = this.#input.read(records, row);
    const offset = records.columns.offset[row]!;
    const timestamp = records.columns.timestamp[row]!;
    switch (input.kind) {
      case "clock":
        this.#windower.advance(offset, timestamp);
        return "clock";
      case "gap":
        if (!this.#isHere(input.ticker)) return this.#refuse(records.at(row)!, "partition");
        this.#windower.gap(offset, timestamp, input.ticker, input.from);
        return "gap_record";
      case "refused":
        return this.#refuse(records.at(row)!, input.reason);
      case "tick": {
        if (!this.#isHere(input.tick.ticker)) return this.#refuse(records.at(row)!, "partition");
        const verdict = this.#windower.tick(offset, timestamp, input.tick);
        if (verdict === "future") this.#bury(records.at(row)!, verdict);
        else if (records.columns.headersFrom[row]! >= 0)
          this.#noteTrace(offset, records.headers(row), input.tick, verdict);
        return verdict;
      }
    }
  }

  /** What was folded before the checkpoint is not traced again. */
  #noteTrace(offset: number, headers: Headers, { ticker, time }: Tick, verdict: Verdict | undefined): void {
    const traceparent = headers[TRACEPARENT_HEADER];
    if (traceparent === undefined || offset < this.#restoredPosition || !isTraceparent(traceparent)) return;
    this.#traces.note(offset, traceparent);
    // One that waits for windows to be closed is nearly always folded then.
    if (verdict === undefined || verdict === "folded") this.#traces.keep(ticker, offset, time, traceparent);
  }

  /** A ticker on two partitions would be split in two, silently: some clients hash keys differently. */
  #isHere(ticker: string): boolean {
    if (this.#verified.has(ticker)) return true;
    if (this.#options.partitionOf(ticker) !== this.#options.partition) return false;
    this.#verified.add(ticker);
    return true;
  }

  #refuse(record: LogRecord, reason: DeadLetterReason): DeadLetterReason {
    this.#windower.advance(record.offset, record.timestamp);
    this.#bury(record, reason);
    return reason;
  }

  #bury(record: LogRecord, reason: DeadLetterReason): void {
    if (record.offset < this.#restoredPosition) return;
    const { topic, partition } = this.#options;
    this.#deadLetters.push(toDeadLetter(record, reason, `windower ${topic}[${partition}]`));
  }
}

function readCheckpoint(records: readonly LogRecord[], { group, topic }: TaskOptions) {
  const checkpoint = decodeCheckpoint(records.map(({ value }) => value ?? new Uint8Array()));
  if (checkpoint.group !== group || checkpoint.topic !== topic) {
    throw new Error(
      `the checkpoint belongs to group ${checkpoint.group} on ${checkpoint.topic}, expected ${group} on ${topic}: ` +
        "give each group its own CHECKPOINTS_TOPIC and FEATURES_TOPIC",
    );
  }
  return checkpoint;
}
