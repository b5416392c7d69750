import type { Bar, Market, PipelineState } from "../src/api.ts";
import { getMarket } from "./fetches.ts";
import { Live } from "./live.ts";
import { untilItWorks } from "./retry.ts";

interface FeedHeard {
  /** Of the window that was asked for; of the first one, if the topic holds no bar of that. */
  market(market: Market): void;
  bars(bars: readonly Bar[]): void;
  state(state: PipelineState): void;
  connected(isOpen: boolean): void;
}

/** One window's market and what comes after it, through restarts of the server and of the broker. */
export class Feed {
  readonly #heard: FeedHeard;
  #window = "";
  #live: Live | undefined;
  #asked = new AbortController();
  /** What this connection's server said last. */
  #state: PipelineState | undefined;
  /** The market is to be read (again) once the server knows the whole of it. */
  #isAwaited = false;
  #isLoaded = false;

  constructor(heard: FeedHeard) {
    this.#heard = heard;
  }

  /** "" for the first window that there is. */
  show(window: string): void {
    this.#window = window;
    this.#isAwaited = false;
    if (window === "" || this.#holds(window)) void this.#load(window);
    else {
      // Which windows there are comes with the state, and every window may be listened to.
      this.#isAwaited = true;
      this.#listen(window, "");
    }
  }

  async #load(window: string): Promise<void> {
    this.#isLoaded = false;
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    const market = await untilItWorks(
      () => getMarket(window, signal),
      signal,
      () => this.#heard.connected(false),
    ).catch(() => undefined);
    if (signal.aborted || market === undefined) return;
    this.#window = market.window;
    this.#isLoaded = true;
    this.#heard.market(market);
    this.#listen(market.window, market.cursor);
  }

  #listen(window: string, cursor: string): void {
    this.#live?.close();
    this.#live = new Live(window, cursor, {
      bars: bars => {
        if (!this.#isAwaited) this.#heard.bars(bars);
      },
      state: state => {
        this.#state = state;
        // The topic's first bars: there was no window to ask for.
        if (this.#window === "" && this.#isLoaded && state.windows.length > 0) this.#isAwaited = true;
        this.#heard.state(state);
        this.#loadAwaited();
      },
      connected: isOpen => {
        if (!isOpen) this.#state = undefined;
        this.#heard.connected(isOpen);
      },
      reset: () => {
        this.#isAwaited = true;
        this.#loadAwaited();
      },
    });
  }

  /** While the server reads the history, what is on the page is better than the beginning of it. */
  #loadAwaited(): void {
    if (!this.#isAwaited || this.#state === undefined || this.#state.read < 1) return;
    this.#isAwaited = false;
    void this.#load(this.#holds(this.#window) ? this.#window : "");
  }

  #holds(window: string): boolean {
    return this.#state?.windows.some(held => held.window === window) ?? false;
  }
}
