/** How often a terminal's line is drawn again, and how often a line is printed where there is no terminal. */
const DRAW_MS = 200;
const PRINT_MS = 5_000;
/** What takes less than this needs no progress. */
const SILENT_MS = 1_000;

/** A line on standard error that says how far it is: drawn over and over on a terminal, one every few seconds elsewhere. */
export class Progress {
  readonly #startedAt = performance.now();
  readonly #isTerminal = process.stderr.isTTY === true;
  readonly #isPrinted: boolean;
  #saidAt = 0;
  #isDrawn = false;

  /** Where it is not `isPrinted`, nothing is said without a terminal. */
  constructor({ isPrinted }: { readonly isPrinted: boolean }) {
    this.#isPrinted = isPrinted;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Says the line if it is time to. */
  show(line: () => string): void {
    const ms = this.elapsedMs;
    if (ms < SILENT_MS || ms - this.#saidAt < (this.#isTerminal ? DRAW_MS : PRINT_MS)) return;
    this.#saidAt = ms;
    if (this.#isTerminal) {
      const width = process.stderr.columns ?? 80;
      process.stderr.write(`\r\x1b[K${line().slice(0, width - 1)}`);
      this.#isDrawn = true;
    } else if (this.#isPrinted) process.stderr.write(`${line()}\n`);
  }

  /** Takes the drawn line away, so that something else may be said. */
  clear(): void {
    if (this.#isDrawn) process.stderr.write("\r\x1b[K");
    this.#isDrawn = false;
  }
}

const BAR = 24;

/** A bar for a share from 0 to 1. */
export function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return `[${"#".repeat(full)}${"-".repeat(BAR - full)}]`;
}

/** 1 h 2 min, 3 min 4 s, 5 s. */
export function duration(ms: number): string {
  const s = Math.round(ms / 1_000);
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min ${s % 60} s`;
  return `${Math.floor(min / 60)} h ${min % 60} min`;
}

export function count(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

export function grouped(n: number): string {
  return Math.round(n).toLocaleString("en-US");
}
