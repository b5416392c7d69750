import {
  type Features,
  type LateTick,
  type Tick,
  type Verdict,
  Windower,
  type WindowerOptions,
} from "@market/windowing";

const STEPS = 10_000;

/** What the windows put out, in the order in which they close. */
export interface Closed {
  readonly features: Features[];
  readonly late: LateTick[];
}

/** One partition of a ticks topic that is not there, and its windowing. Its records come in order of received time. */
export class FoldedPartition {
  readonly #windower: Windower;
  #offset = 0;
  #time = 0;

  constructor(windowing: WindowerOptions) {
    this.#windower = new Windower(windowing);
  }

  get isEmpty(): boolean {
    return this.#offset === 0;
  }

  /** The received time of the latest record. */
  get time(): number {
    return this.#time;
  }

  /** A tick, and what became of it. */
  tick(receivedTime: number, tick: Tick, closed: Closed): Verdict {
    const given = this.#windower.tick(this.#next(receivedTime), receivedTime, tick);
    // A tick that is not folded makes windows due too.
    const verdict = this.#close(closed) ?? given;
    if (verdict === undefined) throw new Error(`a tick of ${tick.ticker} was not folded`);
    return verdict;
  }

  /** A gap record: the ticker's feed is lost since event time `from`. */
  gap(receivedTime: number, ticker: string, from: number, closed: Closed): void {
    this.#windower.gap(this.#next(receivedTime), receivedTime, ticker, from);
    this.#close(closed);
  }

  /** A clock record. */
  advance(receivedTime: number, closed: Closed): void {
    this.#windower.advance(this.#next(receivedTime), receivedTime);
    this.#close(closed);
  }

  /** Late ticks close nothing, so they are there to be taken when nothing has closed. */
  collect(closed: Closed): void {
    const { features, late } = this.#windower.take();
    for (const each of features) closed.features.push(each);
    for (const each of late) closed.late.push(each);
  }

  #next(receivedTime: number): number {
    this.#time = receivedTime;
    return this.#offset++;
  }

  #close(closed: Closed): Verdict | undefined {
    if (!this.#windower.isClosing) return undefined;
    let verdict: Verdict | undefined;
    while (this.#windower.isClosing) verdict = this.#windower.close(STEPS) ?? verdict;
    this.collect(closed);
    return verdict;
  }
}
