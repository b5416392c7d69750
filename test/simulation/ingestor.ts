import type { Options } from "../model/model.ts";
import { type Broker, TOPICS } from "./broker.ts";
import type { Appended } from "./expected.ts";
import type { Planned, Scenario } from "./scenario.ts";
import type { World } from "./world.ts";

/** A producer id that is nobody else's: some other writer's transactions, which never commit. */
const STRANGER = 7;

/** Appends the scenario's records to the ticks topic, in batches, while everything else happens. */
export class Ingestor {
  readonly options: Options;
  /** By partition, what has been appended. */
  readonly logs: Appended[][];
  readonly #world: World;
  readonly #broker: Broker;
  readonly #scenario: Scenario;
  readonly #strangerSequences: number[];

  constructor(world: World, broker: Broker, scenario: Scenario) {
    this.options = scenario.options;
    this.logs = scenario.logs.map(() => []);
    this.#strangerSequences = scenario.logs.map(() => 0);
    this.#world = world;
    this.#broker = broker;
    this.#scenario = scenario;
  }

  /** Everything will be appended within `ms`. */
  start(ms: number): void {
    const { random, timeline } = this.#world;
    const backlog = random.pick([0, 0, 0.5, 1]);
    const hasStranger = random.chance(0.15);
    this.#scenario.logs.forEach((log, partition) => {
      let at = 0;
      for (let from = 0; from < log.length; ) {
        const to = Math.min(log.length, from + random.between(1, 4));
        const batch = log.slice(from, to);
        const isBacklog = to <= backlog * log.length;
        at = isBacklog ? 0 : at + random.next() * 2 * ((ms - at) / Math.max(1, (log.length - from) / 2.5));
        timeline.after(Math.min(at, ms), undefined, () => this.#append(partition, batch));
        if (hasStranger && random.chance(0.2))
          timeline.after(Math.min(at, ms), undefined, () => this.#interfere(partition));
        from = to;
      }
    });
  }

  #append(partition: number, batch: readonly Planned[]): void {
    const log = this.#broker.log(TOPICS.ticks, partition);
    batch.forEach(({ meaning, refusal }, i) => {
      this.logs[partition]!.push({ meaning: { ...meaning, offset: log.end + i }, refusal });
    });
    log.append(batch.map(({ sent }) => sent));
  }

  /** A transaction that is aborted: its records and its marker take offsets and are to be passed over. */
  #interfere(partition: number): void {
    const log = this.#broker.log(TOPICS.ticks, partition);
    const sent = { key: "NOISE", value: Buffer.from("noise"), timestamp: "0" };
    const sequence = this.#strangerSequences[partition]!++;
    log.appendOpen([sent], { producerId: STRANGER, epoch: 0, sequence });
    this.#world.timeline.after(this.#world.random.between(0, 400), undefined, () => {
      log.mark(STRANGER, 0, "abort");
    });
    this.#world.counts.add("aborted records among the ticks");
  }
}
