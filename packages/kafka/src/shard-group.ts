import { type Clock, type Log, sleep } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { aborted } from "./aborted.ts";
import { HeldShards, type Shards } from "./held-shards.ts";
import { Lease } from "./lease.ts";
import type { Remedy } from "./remedy.ts";
import { retryMs } from "./retry-ms.ts";
import { ShardMember } from "./shard-member.ts";
import { within } from "./within.ts";

export interface ShardGroupOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** The topic whose partitions are shared; nothing of it is read. */
  readonly topic: string;
  /** The name of the way to assign: brokers refuse a member that knows none of its group's protocols. */
  readonly protocol?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Called after every join, also where nothing has changed; must not wait. What it throws ends `run`. */
  readonly onAssigned: (shards: Shards) => void;
  /** Brokers allow 6 s to 30 min unless told otherwise. */
  readonly sessionTimeoutMs?: number;
}

const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
const REBALANCE_MS = 20_000;
const LEAVE_MS = 3_000;
/** Failures in a row: 3 s. */
const WARN_AT = 5;
/** Not the windowers' name, so that an ingestor and a windower given one group id are told so instead of sharing the partitions. */
const INGESTORS = "market-shards";

/**
 * How processes share the partitions of the ticks topic: each belongs to one member of a consumer group at a time.
 * No offset is committed here and nothing fetched.
 *
 * Two things are told, because two are asked. `onAssigned`: which partitions' tickers to feed. It speaks only when a
 * join has succeeded, so a broker that is away changes nothing: then nobody else can be given them either, and
 * the feed has no replay. `isCertain`: whether nobody else can have them by now. It is false from shortly before the
 * broker may take this member for dead, measured from when the last heartbeat that was answered was sent, until the
 * next answer; meanwhile ticks are to be held, not written, as they may turn out to be another's to write.
 *
 * So a member that was stopped, or cut off, for longer than the session holds when it wakes, hears that it was expelled
 * and joins again; a partition counts as kept only if the group has had no generation in between. What can overlap:
 * a write that is on its way when the partition moves, because only transactions could fence that, and what is written
 * between the moment a join is complete and its answer, where that answer is lost.
 */
export class ShardGroup {
  readonly #options: ShardGroupOptions;
  readonly #member: ShardMember;
  readonly #lease: Lease;
  readonly #held = new HeldShards();
  #unconfirmed: (() => void)[] = [];
  #hasEnded = false;

  constructor(options: ShardGroupOptions) {
    const { kafka, group, topic, protocol = INGESTORS, sessionTimeoutMs = SESSION_MS } = options;
    this.#options = options;
    this.#member = new ShardMember({
      kafka,
      group,
      topic,
      protocol,
      sessionTimeoutMs,
      rebalanceTimeoutMs: Math.max(REBALANCE_MS, 2 * sessionTimeoutMs),
      held: () => this.#held.since,
    });
    // Shorter than the session, so that a write begun at the last moment has some time to arrive.
    this.#lease = new Lease(sessionTimeoutMs - HEARTBEAT_MS);
  }

  get hasJoined(): boolean {
    return this.#held.isAssigned;
  }

  /** What the last join has given to this member. */
  get owned(): ReadonlySet<number> {
    return new Set(this.#held.since.keys());
  }

  /** Whether nobody else can have been given what is owned: only then is it to be written. False once it ends. */
  get isCertain(): boolean {
    return this.#lease.isValid;
  }

  /**
   * Resolves when the group has said, after this call, that we are a member. Whoever was paused may hold what has another
   * owner by now, until it hears of it.
   */
  async confirmed(): Promise<void> {
    if (this.#hasEnded) return;
    await new Promise<void>(resolve => {
      this.#unconfirmed.push(resolve);
    });
  }

  /** Takes part until `signal` is aborted, then leaves at once; rejects on what no retry mends. */
  async run(signal: AbortSignal): Promise<void> {
    const takingPart = this.#takePart(signal);
    try {
      // A join may wait for other members, and requests for a broker: the end waits for neither.
      await Promise.race([aborted(signal), takingPart]);
    } finally {
      this.#lease.end();
      this.#hasEnded = true;
      this.#confirm();
      await within(this.#options.clock, LEAVE_MS, this.#leave(takingPart));
    }
  }

  async #takePart(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const owned = await this.#join(signal);
      if (owned === undefined) return;
      this.#assign(owned);
      await this.#stay(signal);
    }
  }

  /** Undefined if it was aborted. */
  async #join(signal: AbortSignal): Promise<ReadonlySet<number> | undefined> {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await this.#member.join();
        // Until the leader's assignment is here, it may have arrived elsewhere already.
        this.#lease.end();
        const sentAt = this.#lease.now();
        const owned = await this.#member.sync();
        if (signal.aborted) return undefined;
        this.#lease.renew(sentAt);
        return owned;
      } catch (error) {
        await this.#recover(error, failures);
      }
    }
    return undefined;
  }

  /** Returns when the group asks for another join. */
  async #stay(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      await sleep(this.#options.clock, HEARTBEAT_MS);
      if (signal.aborted) return;
      try {
        const sentAt = this.#lease.now();
        await this.#member.beat();
        if (signal.aborted) return;
        this.#lease.renew(sentAt);
        this.#confirm();
        failures = 0;
      } catch (error) {
        if ((await this.#recover(error, failures++)) === "rejoin") return;
      }
    }
  }

  async #recover(error: unknown, failures: number): Promise<Remedy> {
    const remedy = this.#member.remedy(error);
    if (remedy === "give up") throw error;
    const { group, log, clock } = this.#options;
    // Coordinators that are just loading are over by then.
    const level = remedy === "retry" && failures === WARN_AT ? "warn" : "debug";
    log[level]({ group, remedy, error: String(error) }, "no answer of the group");
    await sleep(clock, retryMs(failures));
    return remedy;
  }

  #assign(owned: ReadonlySet<number>): void {
    const { group, log, clock, onAssigned } = this.#options;
    const { id, generation } = this.#member;
    const shards = this.#held.assign(owned, generation, clock.now());
    log.info(
      { group, partitions: [...owned], gained: shards.gained.size, lost: shards.lost.size, member: id },
      "partitions assigned",
    );
    onAssigned(shards);
    this.#confirm();
  }

  #confirm(): void {
    for (const resolve of this.#unconfirmed.splice(0)) resolve();
  }

  async #leave(takingPart: Promise<void>): Promise<void> {
    // Until its first join is answered a member has no name to leave by, and would be waited for as if it lived.
    if (this.#member.id === "") await takingPart.catch(() => undefined);
    try {
      await this.#member.leave();
    } finally {
      await this.#member.close();
    }
  }
}
