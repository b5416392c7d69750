import type { Bar, PipelineState } from "../src/api.ts";
import { pauseMs } from "./retry.ts";

interface Heard {
  bars(bars: readonly Bar[]): void;
  /** What was missed is no longer known. */
  reset(): void;
  state(state: PipelineState): void;
  /** Whether the stream is open. */
  connected(isOpen: boolean): void;
}

/** A tab that nobody looks at lets go of its stream after this long, and takes up where it was when it is looked at again. */
const HIDDEN_MS = 60_000;
/** The state comes each second. Where nothing came for this long the connection is dead, whatever the browser believes. */
const DEAD_MS = 12_000;

/** The stream of one window's updates, from a cursor on; from now on where it is "". */
export class Live {
  readonly #window: string;
  readonly #heard: Heard;
  #cursor: string;
  #source: EventSource | undefined;
  /** Until the next try. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** While the tab is hidden: until the stream is let go, whether or not it broke meanwhile. */
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #heardAt = 0;
  readonly #watch: ReturnType<typeof setInterval>;

  constructor(window: string, cursor: string, heard: Heard) {
    this.#window = window;
    this.#cursor = cursor;
    this.#heard = heard;
    document.addEventListener("visibilitychange", this.#seen);
    addEventListener("online", this.#online);
    this.#watch = setInterval(() => {
      if (this.#source && performance.now() - this.#heardAt > DEAD_MS) this.#again();
    }, DEAD_MS / 4);
    this.#open();
  }

  close(): void {
    clearInterval(this.#watch);
    document.removeEventListener("visibilitychange", this.#seen);
    removeEventListener("online", this.#online);
    this.#looked();
    this.#leave();
  }

  #open(): void {
    this.#leave();
    if (document.hidden) this.#leaveSoon();
    const query = new URLSearchParams({ window: this.#window });
    if (this.#cursor !== "") query.set("cursor", this.#cursor);
    const source = new EventSource(`./api/live?${query}`);
    this.#source = source;
    this.#heardAt = performance.now();
    source.onopen = () => {
      this.#failures = 0;
      this.#heard.connected(true);
    };
    // The browser's own retry has one delay for ever, and none at all after a refusal: this one covers both.
    source.onerror = () => this.#again();
    source.addEventListener("bars", event => {
      this.#heard.bars(JSON.parse(event.data) as Bar[]);
      if (event.lastEventId !== "") this.#cursor = event.lastEventId;
    });
    source.addEventListener("state", event => {
      this.#heardAt = performance.now();
      this.#heard.state(JSON.parse(event.data) as PipelineState);
    });
    source.addEventListener("reset", () => this.#heard.reset());
  }

  #again(): void {
    this.#leave();
    this.#heard.connected(false);
    this.#timer = setTimeout(() => this.#open(), pauseMs(++this.#failures));
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #leaveSoon(): void {
    this.#hiddenTimer ??= setTimeout(() => {
      this.#hiddenTimer = undefined;
      this.#leave();
    }, HIDDEN_MS);
  }

  #looked(): void {
    clearTimeout(this.#hiddenTimer);
    this.#hiddenTimer = undefined;
  }

  #seen = (): void => {
    if (document.hidden) this.#leaveSoon();
    else {
      this.#looked();
      if (!this.#source) this.#open();
    }
  };

  #online = (): void => {
    if (!this.#source && !document.hidden) this.#open();
  };
}
