import { CHAIN_HEADER } from "@market/log";
import { type Broker, TOPICS } from "./broker.ts";
import { head } from "./chain.ts";
import { pauseMs } from "./faults.ts";
import type { Supervisor } from "./supervisor.ts";
import { trace, type World } from "./world.ts";

type Misfortune =
  | "crash"
  | "pause"
  | "leave"
  | "rebalance"
  | "ticks retention"
  | "checkpoint retention"
  | "marker dropped"
  | "empty fetches";

const KINDS: readonly (readonly [weight: number, kind: Misfortune])[] = [
  [3, "crash"],
  [4, "pause"],
  [1, "leave"],
  [4, "rebalance"],
  [2, "ticks retention"],
  [2, "checkpoint retention"],
  [1, "marker dropped"],
  [1, "empty fetches"],
];

/** What happens without a request: to processes, to the group and to the logs, at any time. */
export class Misfortunes {
  readonly #world: World;
  readonly #broker: Broker;
  readonly #supervisor: Supervisor;
  readonly #isLossy: boolean;

  constructor(world: World, broker: Broker, supervisor: Supervisor, isLossy: boolean) {
    this.#world = world;
    this.#broker = broker;
    this.#supervisor = supervisor;
    this.#isLossy = isLossy;
  }

  start(untilMs: number): void {
    const { random, timeline } = this.#world;
    const everyMs = random.pick([60_000, 8_000, 3_000, 1_500]);
    for (let at = 0; at < untilMs; at += random.next() * 2 * everyMs) {
      const kind = this.#isLossy && random.chance(0.4) ? "ticks retention" : random.weigh(...KINDS);
      if (at > 0) timeline.after(at, undefined, () => this.#happen(kind));
    }
  }

  #happen(kind: Misfortune): void {
    const { random, counts } = this.#world;
    const partition = random.between(0, this.#broker.partitions - 1);
    const { running } = this.#supervisor;
    const process = running.length > 0 ? random.pick(running) : undefined;
    counts.add(kind);
    trace(this.#world, `${kind}: ${process?.name} [${partition}]`);
    switch (kind) {
      case "crash":
        process?.crash();
        break;
      case "pause":
        process?.pause(pauseMs(random.next()));
        break;
      case "leave":
        process?.leave();
        break;
      case "rebalance":
        this.#broker.group.disturb();
        break;
      case "ticks retention":
        this.#deleteTicks(partition);
        break;
      case "checkpoint retention":
        this.#deleteCheckpoints(partition);
        break;
      case "marker dropped":
        if (this.#broker.log(TOPICS.checkpoints, partition).dropLastMarker())
          counts.add("marker really dropped");
        break;
      case "empty fetches":
        this.#broker.emptyFetches = random.between(1, 4);
    }
  }

  /**
   * Below the low-water offset of the last checkpoint nobody needs them; in a lossy run more are deleted. Never before
   * the first checkpoint: a group that is new begins with the oldest record there is, whatever came before it.
   */
  #deleteTicks(partition: number): void {
    const ticks = this.#broker.log(TOPICS.ticks, partition);
    const last = this.#broker.log(TOPICS.checkpoints, partition).committed().at(-1);
    if (last === undefined) return;
    const { random } = this.#world;
    ticks.deleteBefore(this.#isLossy ? random.between(ticks.start, ticks.end) : head(last).lowWater);
  }

  /** The last checkpoint says how long its chain is: that stays, and so does what is not committed yet. */
  #deleteCheckpoints(partition: number): void {
    const log = this.#broker.log(TOPICS.checkpoints, partition);
    const committed = log.committed();
    const records = Number(committed.at(-1)?.headers[CHAIN_HEADER] ?? 1);
    const first = committed.at(-records);
    if (first !== undefined) log.deleteBefore(Number(first.offset));
  }
}
