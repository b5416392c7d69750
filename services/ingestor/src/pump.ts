import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import type { Routed, TickSink } from "@market/log";
import type { Intake } from "./intake.ts";
import type { TickSpans } from "./tick-spans.ts";

/** Waiting this long before a send makes batches that readers decode several times faster. */
const LINGER_MS = 25;
/** A partition that got nothing for this long gets a clock record. */
const CLOCK_MS = 1_000;
const BATCH_MAX = 5_000;

export interface Published {
  readonly ticks: number;
  readonly clocks: number;
  readonly deadLetters: number;
  /** Records of partitions that have another owner by now, who has told of the gap. */
  readonly handedOver: number;
  /** How long the oldest of the ticks has taken from its receipt until it was acknowledged, undefined without ticks. */
  readonly waitedMs: number | undefined;
}

export interface PumpOptions {
  readonly intake: Intake;
  readonly sink: TickSink;
  /** The partitions that are ours: only there may we say what has been received. */
  readonly partitions: () => ReadonlySet<number>;
  /** False while it is uncertain whether they still are: then everything is held. */
  readonly mayWrite: () => boolean;
  /** Ticks from before now are still on their way to the intake: no clock record may overtake them. */
  readonly isBehind: () => boolean;
  readonly receivedTime: () => number;
  readonly onPublished: (published: Published) => void;
  /** The traces that end with the log's acknowledgement. */
  readonly spans?: Pick<TickSpans, "published">;
}

/**
 * Moves what waits in the intake into the log, in order of received time, one publish at a time.
 *
 * A clock record says that everything received before its time has been published, so it is made only when
 * nothing is left waiting, and goes behind it all in the same publish: a backlog is never taken for silence.
 */
export class Pump {
  readonly #options: PumpOptions;
  /** By partition, the received time of its last record. */
  readonly #lastTimes: number[];
  #inFlight = 0;

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#lastTimes = new Array(options.sink.partitions).fill(Number.NEGATIVE_INFINITY);
  }

  /** Runs until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#publishNext();
      // A full batch does not get better by waiting, and a backlog is to become shorter.
      const isFull = this.#options.intake.queue.length >= BATCH_MAX;
      await (isFull ? breathe() : sleep(LINGER_MS));
    }
  }

  /** Records that were taken from the intake and are not acknowledged yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Publishes all that waits, until `signal` is aborted; for the end. */
  async flush(signal?: AbortSignal): Promise<void> {
    while (this.#options.intake.isWaiting && !signal?.aborted) await this.#publishNext();
  }

  async #publishNext(): Promise<void> {
    const { intake, sink, receivedTime, onPublished } = this.#options;
    if (!this.#options.mayWrite()) {
      await sleep(LINGER_MS);
      return;
    }
    const now = receivedTime();
    const ours = this.#options.partitions();
    const taken = intake.queue.take(BATCH_MAX);
    const ticks: Routed[] = taken.filter(({ partition }) => ours.has(partition));
    const handedOver = taken.length - ticks.length;
    for (const { partition, timestamp } of ticks) this.#lastTimes[partition] = timestamp;
    const clocks = intake.queue.length === 0 && !this.#options.isBehind() ? this.#makeClocks(now) : [];
    const deadLetters = intake.takeDeadLetters();
    if (taken.length + clocks.length + deadLetters.length === 0) return;
    this.#inFlight = ticks.length;
    await sink.publish([...ticks, ...clocks], deadLetters);
    this.#inFlight = 0;
    this.#options.spans?.published(ticks);
    const published = ticks.filter(({ value }) => value !== null);
    onPublished({
      ticks: published.length,
      clocks: clocks.length,
      deadLetters: deadLetters.length,
      handedOver,
      waitedMs: published[0] && receivedTime() - published[0].timestamp,
    });
  }

  #makeClocks(now: number): Routed[] {
    const clocks: Routed[] = [];
    const ours = this.#options.partitions();
    for (let partition = 0; partition < this.#lastTimes.length; partition++) {
      if (!ours.has(partition)) continue;
      if (now - this.#lastTimes[partition]! < CLOCK_MS) continue;
      this.#lastTimes[partition] = now;
      clocks.push({ partition, key: null, value: null, timestamp: now });
    }
    return clocks;
  }
}
