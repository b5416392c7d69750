import type { Fate, Faults } from "./faults.ts";
import { connectionClosed, type KafkaError, requestTimeout } from "./kafkajs.ts";
import type { WindowerProcess } from "./windower-process.ts";
import { trace, type World } from "./world.ts";

/** How a broker answers a request: once, at once or later. */
export interface Reply<T> {
  ok(answer: T): void;
  fail(error: KafkaError): void;
}

const ANSWER_MS = 10_000;

/** Carries requests to the broker and answers back, or not: every await of our code on Kafka ends here. */
export class Network {
  readonly #world: World;
  readonly #faults: Faults;

  constructor(world: World, faults: Faults) {
    this.#world = world;
    this.#faults = faults;
  }

  /** `handle` is the request's effect at the broker; it answers at once, by returning or throwing. */
  send<T>(process: WindowerProcess, name: string, handle: () => T): Promise<T> {
    return this.sendAndWait<T>(process, name, 0, reply => {
      reply.ok(handle());
    });
  }

  /** For a look-up that changes nothing and comes before nearly every other request: without an event if all is well. */
  async sendFast<T>(process: WindowerProcess, name: string, handle: () => T): Promise<T> {
    const fate = this.#faults.fateOf(name);
    if (fate.kind === "none" && process.isAlive) return handle();
    return await this.sendAndWait<T>(process, name, 0, reply => reply.ok(handle()), fate);
  }

  /** The broker may answer later, up to `waitMs`. */
  sendAndWait<T>(
    process: WindowerProcess,
    name: string,
    waitMs: number,
    handle: (reply: Reply<T>) => void,
    fate = this.#faults.fateOf(name),
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (fate.kind === "crash before") process.crash();
      if (!process.isAlive) return;
      trace(this.#world, `${process.name}: ${name}${fate.kind === "none" ? "" : ` (${fate.kind})`}`);
      if (fate.kind === "pause") process.pause(fate.pauseMs);
      const call = new Call<T>(this.#world, process, name, fate, resolve, reject);
      call.giveUpAfter(waitMs);
      if (fate.kind === "request lost") return;
      const arrive = () => {
        call.handle(handle);
        if (fate.kind === "crash after") process.crash();
      };
      if (fate.arriveMs === 0) arrive();
      else this.#world.timeline.after(fate.arriveMs, undefined, arrive);
    });
  }
}

/** One request on its way: its client hears of it once, if at all. */
class Call<T> implements Reply<T> {
  readonly #world: World;
  readonly #process: WindowerProcess;
  readonly #name: string;
  readonly #fate: Fate;
  readonly #resolve: (answer: T) => void;
  readonly #reject: (error: KafkaError) => void;
  #isSettled = false;

  constructor(
    world: World,
    process: WindowerProcess,
    name: string,
    fate: Fate,
    resolve: (answer: T) => void,
    reject: (error: KafkaError) => void,
  ) {
    this.#world = world;
    this.#process = process;
    this.#name = name;
    this.#fate = fate;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  handle(handle: (reply: Reply<T>) => void): void {
    try {
      handle(this);
    } catch (error) {
      this.fail(error as KafkaError);
    }
  }

  giveUpAfter(waitMs: number): void {
    const { isClosed } = this.#fate;
    // A join or sync may stay without an answer where everything arrives, if the member has sent another meanwhile.
    const giveUpMs = this.#fate.giveUpMs ?? (/^(Join|Sync)Group$/.test(this.#name) ? 0 : undefined);
    if (giveUpMs === undefined) return;
    const error = isClosed ? connectionClosed() : requestTimeout(this.#name);
    this.#settle(giveUpMs === 0 ? Math.max(ANSWER_MS, waitMs + 5_000) : giveUpMs, () => this.#reject(error));
  }

  ok(answer: T): void {
    if (this.#isUnheard) this.#world.counts.add(`${this.#fate.kind} but in effect: ${this.#name}`);
    else this.#settle(this.#fate.answerMs, () => this.#resolve(answer));
  }

  fail(error: KafkaError): void {
    trace(this.#world, `${this.#process.name}: ${this.#name} refused: ${error.type ?? error.message}`);
    // Anything else than a broker's answer is thrown by the model: a broken rule of ours, or a mistake in the model.
    if (error.type === undefined) this.#world.wrongs.push(`${this.#name}: ${error.message}`);
    this.#world.counts.add(`refused: ${error.type}`);
    if (!this.#isUnheard) this.#settle(this.#fate.answerMs, () => this.#reject(error));
  }

  get #isUnheard(): boolean {
    return this.#fate.kind === "answer lost" || this.#fate.kind === "request delayed";
  }

  #settle(afterMs: number, how: () => void): void {
    this.#world.timeline.after(afterMs, this.#process, () => {
      if (this.#isSettled) return;
      this.#isSettled = true;
      how();
    });
  }
}
