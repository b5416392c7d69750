import type { World } from "./world.ts";

/** What can happen to a request. */
export type FateKind =
  | "none"
  | "crash before"
  | "crash after"
  | "request lost"
  | "answer lost"
  | "request delayed"
  | "pause"
  | "slow";

export interface Fate {
  readonly kind: FateKind;
  /** When it takes effect at the broker. */
  readonly arriveMs: number;
  /** How long the answer takes. */
  readonly answerMs: number;
  /** When the client stops waiting: undefined for never, 0 for its request timeout. */
  readonly giveUpMs: number | undefined;
  /** Whether it gives up because the connection broke. */
  readonly isClosed: boolean;
  readonly pauseMs: number;
}

/** Those of a transaction more than once: they matter most. */
const REQUESTS = [
  "EndTxn",
  "EndTxn",
  "InitProducerId",
  "InitProducerId",
  "Produce",
  "Produce",
  "AddPartitionsToTxn",
  "AddOffsetsToTxn",
  "TxnOffsetCommit",
  "Fetch",
  "Fetch checkpoints",
  "ListOffsets",
  "JoinGroup",
  "SyncGroup",
  "Heartbeat",
  "OffsetFetch",
  "FindCoordinator",
];

const KINDS: readonly (readonly [weight: number, kind: FateKind])[] = [
  [2, "crash before"],
  [2, "crash after"],
  [3, "request lost"],
  [4, "answer lost"],
  [4, "request delayed"],
  [4, "pause"],
  [6, "slow"],
];

/** Draws the fate of every request: all are in danger, one kind of request in each run more than the others. */
export class Faults {
  readonly #world: World;
  readonly #danger: number;
  readonly #focus: string;
  readonly #focusDanger: number;
  isOver = false;

  constructor(world: World) {
    const { random } = world;
    this.#world = world;
    this.#danger = random.weigh([1, 0], [3, 0.004], [4, 0.015], [2, 0.04]);
    this.#focus = random.pick(REQUESTS);
    this.#focusDanger = random.pick([0, 0.1, 0.35]);
  }

  fateOf(request: string): Fate {
    const { random, counts } = this.#world;
    const general = request === "EndTxn" ? 4 * this.#danger : this.#danger;
    const danger = request === this.#focus ? Math.max(general, this.#focusDanger) : general;
    const isHit = !this.isOver && random.chance(danger);
    const fate = isHit ? this.#draw(random.weigh(...KINDS)) : this.#draw("none");
    if (isHit) counts.add(`request: ${fate.kind}`);
    return fate;
  }

  #draw(kind: FateKind): Fate {
    const { random } = this.#world;
    const isSlow = kind === "slow";
    const isFar = kind !== "none" && random.chance(0.3);
    return {
      kind,
      arriveMs: kind === "request delayed" ? delay(random.next()) : legMs(random.next(), isFar || isSlow),
      answerMs: 1 + legMs(random.next(), isSlow),
      giveUpMs:
        kind === "request lost" || kind === "answer lost" || kind === "request delayed"
          ? random.pick([0, random.between(1, 50), random.between(50, 3_000)])
          : undefined,
      isClosed: random.chance(0.5),
      pauseMs: kind === "pause" ? pauseMs(random.next()) : 0,
    };
  }
}

/** Most requests arrive at once, so that few events are needed; the answer always takes a while. */
function legMs(chance: number, isFar: boolean): number {
  if (isFar) return Math.floor(chance * 2_500);
  return chance < 0.7 ? 0 : Math.floor((chance - 0.7) * 15);
}

/** Up to half a minute, mostly a second or two. */
function delay(chance: number): number {
  return 1 + Math.floor(chance ** 3 * 30_000);
}

/** Shorter than the session timeout of 10 s as often as longer. */
export function pauseMs(chance: number): number {
  return Math.floor(chance < 0.5 ? chance * 12_000 : (chance - 0.5) * 80_000);
}
