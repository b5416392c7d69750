import { setTimeout as sleep } from "node:timers/promises";
import { type Bar, keyOf } from "./bars.ts";
import { Topic } from "./kafka/topic.ts";

const FETCH_MS = 250;
const LOOK_MS = 20;

interface Arrival {
  readonly value: Buffer;
  /** By performance.now(). */
  readonly at: number;
}

type Read = (value: Buffer) => Bar | undefined;

/**
 * What a participant has put out, as a read_committed reader sees it, and when. Values are kept as bytes and decoded only when
 * there may be enough of them, so that the reader takes next to nothing of the machine while it is watched.
 */
export class Arrivals {
  readonly #topic: Topic;
  readonly #arrivals: Arrival[] = [];
  readonly #watching: Promise<void>;
  #isClosed = false;

  private constructor(topic: Topic) {
    this.#topic = topic;
    this.#watching = this.#watch();
    this.#watching.catch(() => undefined);
  }

  /** Watches a topic from its beginning. */
  static async at(brokers: string, name: string): Promise<Arrivals> {
    const topic = await Topic.open(brokers, name);
    return new Arrivals(topic);
  }

  get count(): number {
    return this.#arrivals.length;
  }

  /** When the first record came, by performance.now(). */
  async first(signal: AbortSignal): Promise<number> {
    return await this.#until(() => this.#arrivals[0]?.at, signal);
  }

  /** When the last of these bars came, and all bars by key; of a bar that came twice the first one counts. */
  async all(
    due: ReadonlyMap<string, unknown>,
    read: Read,
    signal: AbortSignal,
  ): Promise<{ at: number; bars: Map<string, Bar> }> {
    const bars = new Map<string, Bar>();
    let found = 0;
    let next = 0;
    const take = (): number | undefined => {
      if (this.#arrivals.length - next < due.size - found) return undefined;
      for (; next < this.#arrivals.length; next++) {
        const { value, at } = this.#arrivals[next]!;
        const bar = read(value);
        if (bar === undefined) continue;
        const key = keyOf(bar);
        if (bars.has(key)) continue;
        bars.set(key, bar);
        if (due.has(key) && ++found === due.size) return at;
      }
      return undefined;
    };
    return { at: await this.#until(take, signal), bars };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#topic.close();
    await this.#watching.catch(() => undefined);
  }

  async #until<T>(look: () => T | undefined, signal: AbortSignal): Promise<T> {
    const failed = this.#watching.then(() => Promise.reject(new Error("the output is no longer watched")));
    failed.catch(() => undefined);
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await Promise.race([failed, sleep(LOOK_MS, undefined, { signal })]);
    }
  }

  async #watch(): Promise<void> {
    const next = new Array<number>(this.#topic.partitions).fill(0);
    while (!this.#isClosed) {
      const before = this.#arrivals.length;
      await this.#topic.fetch(next, FETCH_MS, ({ value }) => {
        if (value !== null) this.#arrivals.push({ value, at: performance.now() });
      });
      // The reader must not turn on itself while a partition's last record is a marker of a transaction.
      if (this.#arrivals.length === before) await sleep(1);
    }
  }
}
