/** Where there is no terminal, a line a second at most: the latest. */
const PRINT_MS = 1_000;

/** A line on standard error that says what is done: drawn over on a terminal, one below the other elsewhere. */
export class Progress {
  readonly #isTerminal = process.stderr.isTTY === true;
  #waiting: string | undefined;
  #isDrawn = false;

  show(text: string): void {
    if (this.#isTerminal) {
      process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      this.#isDrawn = true;
      return;
    }
    if (this.#waiting === undefined) setTimeout(() => this.#print(), PRINT_MS).unref();
    this.#waiting = text;
  }

  /** Takes the drawn line away, or prints what waits, so that something else may be said. */
  clear(): void {
    if (this.#isDrawn) process.stderr.write("\r\x1b[K");
    this.#isDrawn = false;
    this.#print();
  }

  #print(): void {
    if (this.#waiting !== undefined) process.stderr.write(`${this.#waiting}\n`);
    this.#waiting = undefined;
  }
}
