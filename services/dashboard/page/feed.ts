import type { Bar, Market, PipelineState } from "../src/api.ts";
import { getMarket } from "./fetches.ts";
import { Live } from "./live.ts";
import { untilItWorks } from "./retry.ts";

interface FeedHeard {
  /** Of the window that was asked for; of the first one, if the topic holds no bar of that. */
  market(market: Market): void;
  /** Of the window of the last market. */
  bars(bars: readonly Bar[]): void;
  state(state: PipelineState): void;
  connected(isOpen: boolean): void;
}

/** A market is read anew after this long: what the server forgot meanwhile, a page that only adds would hold for ever. */
const OLD_MS = 3_600_000;
const LOOK_MS = 60_000;

/** One window's market and what comes after it, through restarts of the server and of the broker. */
export class Feed {
  readonly #heard: FeedHeard;
  /** What was chosen, also while nothing is held of it because nothing is held at all. */
  #wanted = "";
  /** Of the market that the page has: "" of an empty one; undefined while another window's is awaited. */
  #had: string | undefined;
  #readAt = 0;
  #live: Live | undefined;
  #asked = new AbortController();
  /** What this connection's server said last. */
  #state: PipelineState | undefined;
  /** The market is to be read (again) once the server knows the whole of it. */
  #isAwaited = false;

  constructor(heard: FeedHeard) {
    this.#heard = heard;
    setInterval(() => this.#refresh(), LOOK_MS);
    document.addEventListener("visibilitychange", () => this.#refresh());
  }

  /** "" for the first window that there is. */
  show(window: string): void {
    // Neither an answer that is under way nor what is still heard of the window before may reach the page.
    this.#asked.abort();
    this.#wanted = window;
    this.#had = undefined;
    this.#isAwaited = false;
    if (window === "" || this.#holds(window)) void this.#load(window);
    else {
      // Which windows there are comes with the state, and every window may be listened to.
      this.#isAwaited = true;
      this.#listen(window, "");
    }
  }

  async #load(window: string): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    const market = await untilItWorks(
      () => getMarket(window, signal),
      signal,
      () => this.#heard.connected(false),
    ).catch(() => undefined);
    if (signal.aborted) return;
    if (market) this.#take(market);
    // It was let go since the state was said: what there is instead, if there is anything.
    else if (window !== "") void this.#load("");
  }

  #take(market: Market): void {
    this.#had = market.window;
    this.#readAt = Date.now();
    if (market.window !== "") this.#wanted = market.window;
    this.#heard.market(market);
    this.#listen(market.window, market.cursor);
  }

  #listen(window: string, cursor: string): void {
    this.#live?.close();
    this.#live = new Live(window, cursor, {
      bars: bars => {
        if (!this.#isAwaited && window === this.#had) this.#heard.bars(bars);
      },
      state: state => {
        this.#state = state;
        // The topic's first bars: there was no window to ask for.
        if (this.#had === "" && state.windows.length > 0) this.#isAwaited = true;
        this.#heard.state(state);
        this.#loadAwaited();
      },
      connected: isOpen => {
        if (!isOpen) this.#state = undefined;
        this.#heard.connected(isOpen);
      },
      reset: () => {
        // Which windows there are may be another thing now: the next state says it.
        this.#state = undefined;
        this.#isAwaited = true;
      },
    });
  }

  /** While the server reads the history, what is on the page is better than the beginning of it. */
  #loadAwaited(): void {
    if (!this.#isAwaited || this.#state === undefined || this.#state.read < 1) return;
    this.#isAwaited = false;
    // An answer that takes longer than the next state is not asked for again.
    if (this.#had === "") this.#had = undefined;
    void this.#load(this.#holds(this.#wanted) ? this.#wanted : "");
  }

  /** Nobody looks at a hidden tab: it is refreshed when it is looked at. */
  #refresh(): void {
    if (!this.#had || this.#isAwaited || document.hidden || Date.now() - this.#readAt < OLD_MS) return;
    this.#readAt = Date.now();
    void this.#load(this.#had);
  }

  #holds(window: string): boolean {
    return this.#state?.windows.some(held => held.window === window) ?? false;
  }
}
