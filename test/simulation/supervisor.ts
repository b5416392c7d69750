import { type ProcessOptions, WindowerProcess } from "./windower-process.ts";
import type { World } from "./world.ts";

/** Starts the processes, and another one in the place of each that ends; or none, where others are left. */
export class Supervisor {
  readonly #world: World;
  readonly #options: Omit<ProcessOptions, "name" | "onEnd">;
  readonly #running = new Set<WindowerProcess>();
  #starts = 0;
  #wanted = 0;
  #isCalm = false;

  constructor(world: World, options: Omit<ProcessOptions, "name" | "onEnd">) {
    this.#world = world;
    this.#options = options;
  }

  get running(): readonly WindowerProcess[] {
    return [...this.#running];
  }

  start(): void {
    const { random, timeline } = this.#world;
    this.#wanted = random.weigh([2, 1], [4, 2], [3, 3]);
    for (let i = 0; i < this.#wanted; i++) {
      const at = random.chance(0.7) ? random.between(0, 500) : random.between(0, 20_000);
      timeline.after(at, undefined, () => this.#startOne());
    }
  }

  /** From now on everybody is well: who is paused goes on, who ends is replaced soon. */
  calm(): void {
    this.#isCalm = true;
    for (const process of this.#running) process.resume();
  }

  #startOne(): void {
    const name = `process ${++this.#starts}`;
    const options: ProcessOptions = {
      ...this.#options,
      name,
      onEnd: (process, error) => this.#replace(process, error),
    };
    this.#running.add(new WindowerProcess(this.#world, options));
  }

  #replace(process: WindowerProcess, error?: Error): void {
    const { random, timeline, counts } = this.#world;
    this.#running.delete(process);
    // The consumer may give up on the group: then the process is started again, as an orchestrator would.
    if (error !== undefined) counts.add(`process gave up: ${error.name} ${error.message}`);
    if (this.#wanted > 1 && random.chance(0.25)) {
      counts.add("fewer processes");
      this.#wanted--;
      return;
    }
    const afterMs =
      this.#isCalm || random.chance(0.5) ? random.between(50, 1_000) : random.between(1_000, 12_000);
    timeline.after(afterMs, undefined, () => this.#startOne());
  }
}
