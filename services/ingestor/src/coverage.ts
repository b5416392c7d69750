/** What a change of coverage means: from now on ticks of `gained` are received, of `dropped` no more. */
export interface CoverageChange {
  readonly gained: readonly string[];
  readonly dropped: readonly string[];
  /** Gone with their partition: their new owner says what it knows of them, and we write there no more. */
  readonly moved: readonly string[];
}

/** The tickers this ingestor receives: those of the watchlist whose partition it owns. */
export class Coverage {
  readonly #partitionOf: (ticker: string) => number;
  #watchlist: ReadonlySet<string> = new Set();
  #partitions: ReadonlySet<number> = new Set();
  #tickers: ReadonlySet<string> = new Set();

  constructor(partitionOf: (ticker: string) => number) {
    this.#partitionOf = partitionOf;
  }

  get tickers(): ReadonlySet<string> {
    return this.#tickers;
  }

  get partitions(): ReadonlySet<number> {
    return this.#partitions;
  }

  watch(tickers: ReadonlySet<string>): CoverageChange {
    this.#watchlist = tickers;
    return this.#change();
  }

  own(partitions: ReadonlySet<number>): CoverageChange {
    this.#partitions = partitions;
    return this.#change();
  }

  #change(): CoverageChange {
    const before = this.#tickers;
    const isOurs = (ticker: string) => this.#partitions.has(this.#partitionOf(ticker));
    this.#tickers = new Set([...this.#watchlist].filter(isOurs));
    const gone = [...before].filter(ticker => !this.#tickers.has(ticker));
    return {
      gained: [...this.#tickers].filter(ticker => !before.has(ticker)),
      dropped: gone.filter(isOurs),
      moved: gone.filter(ticker => !isOurs(ticker)),
    };
  }
}
