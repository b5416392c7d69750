import { setTimeout as sleep } from "node:timers/promises";
import { type Recorded, readRecording } from "./recording.ts";
import type { Source, SourceEvent } from "./source.ts";

/** Nights and weekends of a recording are not waited for. */
const PAUSE_MS_MAX = 2_000;
/** Events that are due within this much time go out together. */
const STEP_MS = 20;
const LIST_MAX = 1_000;

/** A recording as a source, `speed` times as fast as it was made; 0 is as fast as it can be read. */
export class RecordingSource implements Source {
  readonly missing: readonly string[] = [];
  readonly isBehind = false;
  readonly canWait = true;
  readonly #file: string;
  readonly #speed: number;
  #receivedTime: number;

  constructor(file: string, speed: number, from: number) {
    this.#file = file;
    this.#speed = speed;
    this.#receivedTime = from;
  }

  /** That of the latest event handed out: of what comes after it nothing is known. */
  get receivedTime(): number {
    return this.#receivedTime;
  }

  /** Whatever is wanted, a recording holds what it holds. */
  watch(): void {}

  async *events(signal: AbortSignal): AsyncGenerator<readonly SourceEvent[], void> {
    let list: Recorded[] = [];
    let time = this.#receivedTime;
    let owedMs = 0;
    for await (const recorded of readRecording(this.#file)) {
      if (this.#speed > 0) owedMs += Math.min((recorded.receivedTime - time) / this.#speed, PAUSE_MS_MAX);
      if (owedMs >= STEP_MS || list.length >= LIST_MAX) {
        this.#receivedTime = time;
        yield list;
        list = [];
        if (owedMs >= STEP_MS) await sleep(owedMs, undefined, { signal }).catch(() => undefined);
        owedMs = 0;
      }
      if (signal.aborted) return;
      time = recorded.receivedTime;
      list.push(recorded);
    }
    this.#receivedTime = time;
    yield list;
  }
}
