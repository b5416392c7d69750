import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaProcess } from "@market/broker";
import { eventually } from "../e2e/eventually.ts";
import { Member } from "./member.ts";

/** As a supervisor would, but not at once. */
const RESTART_MS = 1_000;

/** All processes of a run: the broker, one ingestor at a time, and as many windowers as there are to be. */
export class Fleet {
  readonly broker: KafkaProcess;
  /** Everybody there ever was, in order of their start. */
  readonly members: Member[] = [];
  /** The environment of the pair. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(broker: KafkaProcess, variables: Readonly<Record<string, string>>) {
    this.broker = broker;
    this.variables = { ...variables, KAFKA_BROKERS: broker.brokers };
  }

  /** Aborted once nothing may be started any more. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get windowers(): Member[] {
    return this.members.filter(({ isWindower }) => isWindower);
  }

  get ingestor(): Member {
    return this.members.findLast(({ isWindower }) => !isWindower)!;
  }

  startWindower(): Member {
    return this.#start(`w${this.windowers.length + 1}`, "windower");
  }

  startIngestor(): Member {
    return this.#start(`i${this.members.length - this.windowers.length + 1}`, "ingestor");
  }

  /** A windower that runs, by a number in [0, 1); waits for one where none does. */
  async pickWindower(pick: number): Promise<Member> {
    const running = await eventually("a windower that runs", async () => {
      const found = this.windowers.filter(({ isRunning }) => isRunning);
      return found.length > 0 ? found : undefined;
    });
    return running[Math.floor(pick * running.length)]!;
  }

  /** What is done to one and the same process is done one after the other. */
  inTurn<T>(whose: "broker" | "ingestor", act: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(whose) ?? Promise.resolve()).then(act);
    this.#turns.set(
      whose,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.members.map(member => member.end("SIGKILL")));
  }

  #start(name: string, role: "ingestor" | "windower"): Member {
    this.closing.throwIfAborted();
    const member = new Member(name, role, this.variables);
    this.members.push(member);
    void this.#replace(member, role);
    return member;
  }

  async #replace(member: Member, role: "ingestor" | "windower"): Promise<void> {
    await member.service.exited;
    if (!member.hasFailed) return;
    await sleep(RESTART_MS);
    if (this.closing.aborted) return;
    if (role === "windower") this.startWindower();
    else if (this.ingestor === member) this.startIngestor();
  }
}
