import { type Labels, ratios, resultOf } from "./median.ts";
import type { Bench, Result } from "./part.ts";
import { missing } from "./table.ts";

/** What a competitor has reached in one round. */
export interface Score {
  /** Ticks/s. */
  readonly rate: number;
  /** Windows equal to those of the plain fold, where it puts out any. */
  readonly equal?: number;
}

export interface Entry {
  readonly name: string;
  readonly rounds: number;
  readonly note?: string;
  /** Where it fails the contest does; another that fails is out, and its results say why. */
  readonly isOurs?: boolean;
  compete(): Promise<Score>;
}

/** One of several that do the same, in turns. */
export class Competitor {
  readonly entry: Entry;
  readonly scores: Score[] = [];
  #failure: string | undefined;

  constructor(entry: Entry) {
    this.entry = entry;
  }

  get isOut(): boolean {
    return this.#failure !== undefined;
  }

  async play(bench: Bench, round: number): Promise<void> {
    const { name, rounds, isOurs } = this.entry;
    if (this.isOut || round >= rounds) return;
    const said = `round ${round + 1} of ${rounds}: ${name}`;
    bench.progress(said);
    try {
      const score = await this.entry.compete();
      this.scores.push(score);
      bench.progress(`${said}: ${Math.round(score.rate)} ticks/s`);
    } catch (error) {
      bench.signal.throwIfAborted();
      if (isOurs) throw error;
      this.#failure = error instanceof Error ? error.message : String(error);
      bench.progress(`${name} is out: ${this.#failure}`);
    }
  }

  rate(part: string): Result {
    const { name, note } = this.entry;
    const rates = this.scores.map(({ rate }) => rate);
    return this.#resultOf({ part, name, unit: "ticks/s", ...(note !== undefined && { note }) }, rates);
  }

  /** How many times as fast as another, in the rounds that both have played. */
  ratioTo(other: Competitor, part: string): Result {
    const labels = { part, name: `${this.entry.name} / ${other.entry.name}`, unit: "times" };
    const rates = (scores: readonly Score[]) => scores.map(({ rate }) => rate);
    return other.#resultOf(labels, ratios(rates(this.scores), rates(other.scores)));
  }

  equal(part: string, due: number): Result {
    const name = `${this.entry.name}: windows as the plain fold has them`;
    const equal = this.scores.flatMap(score => score.equal ?? []);
    return this.#resultOf({ part, name, unit: "windows", note: `of ${due}` }, equal);
  }

  #resultOf(labels: Labels, values: readonly number[]): Result {
    return values.length === 0 ? missing(labels, this.#failure) : resultOf(labels, values);
  }
}

/** Plays A B C A B C ...: what slows the machine down for a while is in everybody's rounds. */
export async function playRounds(bench: Bench, competitors: readonly Competitor[]): Promise<void> {
  const rounds = Math.max(...competitors.map(({ entry }) => entry.rounds));
  for (let round = 0; round < rounds; round++) {
    for (const competitor of competitors) await competitor.play(bench, round);
  }
}
