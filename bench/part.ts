/** One figure of a run, as the table and the JSON show it. */
export interface Result {
  readonly part: string;
  readonly name: string;
  /** The median over the runs; NaN where it could not be measured, and the note says why. */
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
  readonly note?: string;
}

/** What a part gets from the bench. */
export interface Bench {
  /** --runs: how often a comparison is repeated. */
  readonly runs: number;
  /** The same for what takes minutes a run: --runs where it was given, else 1. */
  readonly longRuns: number;
  /** --peer-runs: the same for peers that are too slow for the whole backlog. */
  readonly peerRuns: number;
  /** A twentieth of the work, once: to see that it works. */
  readonly isQuick: boolean;
  progress(text: string): void;
  /** The address of a broker, opened once, on first use, and shared by all parts. */
  broker(): Promise<string>;
  /** Aborted when the user wants no more. */
  readonly signal: AbortSignal;
}

/** A part of the benchmark: `npm run bench -- NAME`. */
export interface Part {
  readonly name: string;
  /** What it measures, for people. */
  readonly what: string;
  run(bench: Bench): Promise<readonly Result[]>;
}
