export interface Selection {
  readonly ticker: string;
  readonly window: string;
  /** Statistics shown as lines, at most four. */
  readonly lines: readonly string[];
}

export const LINES_MAX = 4;
/** Browsers refuse more than some 20 changes of the address a second, which a held arrow key makes. */
const WRITE_MS = 120;
/** What follows sooner than this is one move, not several to go back through. */
const ONE_MOVE_MS = 700;

/** What is looked at. It is also in the address, so that a link shows the same, and back goes back. */
export class Selected {
  #now: Selection;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wroteAt = -Infinity;
  #movedAt = -Infinity;
  #changed: (now: Selection, before: Selection) => void = () => {};

  constructor() {
    this.#now = read();
    addEventListener("popstate", () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#set(read());
    });
  }

  get now(): Selection {
    return this.#now;
  }

  onChange(changed: (now: Selection, before: Selection) => void): void {
    this.#changed = changed;
  }

  change(change: Partial<Selection>): void {
    const before = address(this.#now);
    this.#set({ ...this.#now, ...change });
    if (address(this.#now) !== before) this.#write(true);
  }

  /** What the page chose by itself, which is nothing to go back from, and nothing to tell it. */
  settle(change: Partial<Selection>): void {
    const before = address(this.#now);
    this.#now = { ...this.#now, ...change };
    if (address(this.#now) !== before) this.#write(false);
  }

  #set(next: Selection): void {
    const before = this.#now;
    this.#now = next;
    if (address(before) !== address(next)) this.#changed(next, before);
  }

  #write(isMove: boolean): void {
    const now = performance.now();
    const isNewMove = isMove && now - this.#movedAt > ONE_MOVE_MS;
    if (isMove) this.#movedAt = now;
    if (isNewMove || now - this.#wroteAt > WRITE_MS) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#wroteAt = now;
      if (isNewMove) history.pushState(null, "", address(this.#now));
      else history.replaceState(null, "", address(this.#now));
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#wroteAt = performance.now();
        history.replaceState(null, "", address(this.#now));
      }, WRITE_MS);
    }
  }
}

function read(): Selection {
  const query = new URLSearchParams(location.search);
  const lines = (query.get("lines") ?? "").split(",").filter(name => name !== "");
  return {
    ticker: query.get("ticker") ?? "",
    window: query.get("window") ?? "",
    lines: [...new Set(lines)].slice(0, LINES_MAX),
  };
}

function address({ ticker, window, lines }: Selection): string {
  const query = new URLSearchParams();
  if (ticker !== "") query.set("ticker", ticker);
  if (window !== "") query.set("window", window);
  if (lines.length > 0) query.set("lines", lines.join(","));
  // A window and a list are read by people too: 5m/1m, std,vwap.
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
  return text === "" ? location.pathname : `?${text}`;
}
