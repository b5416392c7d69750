/** Yahoo serves the first 100 tickers of a connection and silently forgets the rest. */
const SLOTS_MAX = 100;

/** Who gets which ticker. A slot is one ticker of one subscriber; whether the ticker exists does not matter. */
export class Subscriptions<Subscriber> {
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  readonly #slots = new Map<Subscriber, Set<string>>();
  #turn: Iterator<string> = this.#subscribers.keys();
  /** Slots held by everybody. */
  slots = 0;
  /** Tickers asked for and cut, since the start. */
  cut = 0;

  /** Distinct tickers with at least one subscriber. */
  get tickers(): number {
    return this.#subscribers.size;
  }

  of(ticker: string): ReadonlySet<Subscriber> | undefined {
    return this.#subscribers.get(ticker);
  }

  /** Every subscribed ticker in turn, again and again; ones added or gone meanwhile are taken up or left out. */
  nextTicker(): string | undefined {
    const { value, done } = this.#turn.next();
    if (!done) return value;
    this.#turn = this.#subscribers.keys();
    return this.#turn.next().value;
  }

  /** Adds tickers, in order, while there are free slots; returns those that took one. */
  subscribe(subscriber: Subscriber, tickers: readonly string[]): string[] {
    const slots = this.#slots.get(subscriber) ?? new Set();
    this.#slots.set(subscriber, slots);
    const taken: string[] = [];
    for (const ticker of tickers) {
      if (slots.has(ticker)) continue;
      if (slots.size === SLOTS_MAX) this.cut += 1;
      else {
        slots.add(ticker);
        this.#add(subscriber, ticker);
        taken.push(ticker);
      }
    }
    return taken;
  }

  unsubscribe(subscriber: Subscriber, tickers: readonly string[]): void {
    const slots = this.#slots.get(subscriber);
    for (const ticker of tickers) {
      if (slots?.delete(ticker)) this.#remove(subscriber, ticker);
    }
  }

  /** Frees everything a subscriber held. */
  drop(subscriber: Subscriber): void {
    this.unsubscribe(subscriber, [...(this.#slots.get(subscriber) ?? [])]);
    this.#slots.delete(subscriber);
  }

  #add(subscriber: Subscriber, ticker: string): void {
    const subscribers = this.#subscribers.get(ticker);
    if (subscribers === undefined) this.#subscribers.set(ticker, new Set([subscriber]));
    else subscribers.add(subscriber);
    this.slots += 1;
  }

  #remove(subscriber: Subscriber, ticker: string): void {
    const subscribers = this.#subscribers.get(ticker);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.#subscribers.delete(ticker);
    this.slots -= 1;
  }
}
