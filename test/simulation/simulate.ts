import { Broker, TOPICS } from "./broker.ts";
import { type Expected, expectedOf } from "./expected.ts";
import { Faults } from "./faults.ts";
import { replaceGlobals } from "./globals.ts";
import { Ingestor } from "./ingestor.ts";
import { lossyFaultsOf } from "./lossy.ts";
import { Misfortunes } from "./misfortunes.ts";
import { Network } from "./network.ts";
import { faultsOf } from "./oracle.ts";
import { isPublished } from "./published.ts";
import { Random } from "./random.ts";
import { drawScenario, partitionOf } from "./scenario.ts";
import { Supervisor } from "./supervisor.ts";
import { Timeline } from "./timeline.ts";
import { GROUP } from "./windower-process.ts";
import { Counts, type World } from "./world.ts";

export interface Outcome {
  readonly seed: number;
  /** What was wrong; nothing if all was right. */
  readonly faults: readonly string[];
  readonly counts: Counts;
  readonly trace: readonly string[];
}

/** How long after the last fault everything may take: session, rebalance and transaction timeouts, one after the other. */
const SETTLE_MS = 300_000;
const LOOK_MS = 500;
/** A hundred times the usual: something goes round in circles. */
const EVENTS_MAX = 50_000;

/** One run from beginning to end. The same seed gives the same run. */
export async function simulate(seed: number, { keepsTrace = false, strict = false } = {}): Promise<Outcome> {
  const random = new Random(seed);
  const counts = new Counts();
  const timeline = new Timeline();
  const world: World = {
    random,
    timeline,
    counts,
    wrongs: [],
    losses: [],
    trace: keepsTrace ? [] : undefined,
  };
  const rejected: string[] = [];
  const onRejection = (error: unknown) => rejected.push(`unhandled rejection: ${error}`);
  const restore = replaceGlobals(world.timeline, random);
  process.on("unhandledRejection", onRejection);
  try {
    const faults = await new Run(world).run(strict);
    await new Promise(setImmediate);
    counts.add("events", world.timeline.count);
    return { seed, faults: [...faults, ...rejected], counts, trace: world.trace ?? [] };
  } finally {
    process.off("unhandledRejection", onRejection);
    restore();
  }
}

class Run {
  readonly #world: World;
  readonly #broker: Broker;
  readonly #faults: Faults;
  readonly #ingestor: Ingestor;
  readonly #supervisor: Supervisor;
  readonly #misfortunes: Misfortunes;
  /** More ticks may be deleted than those that nobody needs. */
  readonly #isLossy: boolean;
  #expected: Expected[] = [];

  constructor(world: World) {
    const { random } = world;
    this.#world = world;
    const scenario = drawScenario(random);
    const { options, logs } = scenario;
    this.#isLossy = random.chance(0.05);
    this.#broker = new Broker(world, logs.length);
    this.#faults = new Faults(world);
    this.#ingestor = new Ingestor(world, this.#broker, scenario);
    this.#supervisor = new Supervisor(world, {
      broker: this.#broker,
      network: new Network(world, this.#faults),
      task: {
        group: GROUP,
        topic: TOPICS.ticks,
        partitionOf,
        format: "json",
        windowing: options,
      },
    });
    this.#misfortunes = new Misfortunes(world, this.#broker, this.#supervisor, this.#isLossy);
  }

  async run(strict: boolean): Promise<string[]> {
    const { timeline, random } = this.#world;
    const ingestedMs = random.pick([5_000, 15_000, 40_000]);
    const troubledMs = ingestedMs + random.between(0, 10_000);
    this.#supervisor.start();
    this.#ingestor.start(ingestedMs);
    this.#misfortunes.start(troubledMs);
    let isOver = false;
    timeline.after(troubledMs, undefined, () => {
      this.#faults.isOver = true;
      this.#supervisor.calm();
      this.#expected = this.#ingestor.logs.map(log => expectedOf(log, this.#ingestor.options));
      const lookUntil = timeline.elapsed + SETTLE_MS;
      const look = () => {
        if (this.#isDone() || timeline.elapsed > lookUntil) {
          const more = random.chance(0.2) ? random.between(0, 15_000) : 100;
          timeline.after(more, undefined, () => {
            isOver = true;
          });
        } else timeline.after(LOOK_MS, undefined, look);
      };
      look();
    });
    await timeline.run(() => isOver || timeline.count > EVENTS_MAX, strict);
    const complaints = isOver ? [] : [`not over after ${timeline.count} events`];
    return [...complaints, ...this.#world.wrongs, ...this.#judge()];
  }

  /** Also that no marker is still to be written: until then readers do not see all that is committed. */
  #isDone(): boolean {
    if (!this.#broker.isStable) return false;
    if (!this.#isLossy)
      return this.#expected.every((expected, partition) => isPublished(this.#broker, partition, expected));
    return this.#world.timeline.elapsed > 120_000;
  }

  #judge(): string[] {
    return this.#expected.flatMap((expected, partition) => {
      if (!this.#isLossy) return faultsOf(this.#broker, partition, expected);
      const losses = this.#world.losses.filter(loss => loss.partition === partition);
      return lossyFaultsOf(this.#broker, partition, expected, losses);
    });
  }
}
