import { byId, setText } from "./dom.ts";
import { RowView } from "./row-view.ts";
import type { Row, Rows } from "./rows.ts";
import { VirtualList } from "./virtual-list.ts";

/** As narrow.css has it: there the list lies on its side, above the chart. */
const phone = matchMedia("(max-width: 759px)");

/** The list of tickers at the side, and what filters it. */
export class Watchlist {
  readonly #rows: Rows;
  readonly #choose: (ticker: string) => void;
  readonly #filter = byId<HTMLInputElement>("filter");
  readonly #list: VirtualList<Row>;
  #found: readonly Row[] = [];
  #ticker = "";

  constructor(rows: Rows, choose: (ticker: string) => void) {
    this.#rows = rows;
    this.#choose = choose;
    const scroller = byId("tickers");
    this.#list = new VirtualList(
      scroller,
      row => row.ticker,
      () => new RowView(),
    );
    const lay = () => this.#list.lay(phone.matches, phone.matches ? 148 : 44);
    phone.addEventListener("change", lay);
    lay();
    scroller.addEventListener("click", event => {
      const row = (event.target as Element).closest<HTMLElement>("[data-ticker]");
      if (row) choose(row.dataset.ticker ?? "");
    });
    scroller.addEventListener("keydown", event => this.#across(event));
    this.#filter.addEventListener("input", () => this.search());
    this.#filter.addEventListener("keydown", event => this.#typed(event));
  }

  select(ticker: string): void {
    this.#ticker = ticker;
    this.#list.set(this.#found, this.#rows.of(ticker)?.ticker);
  }

  /** Tickers came or went, or others are looked for. */
  search(): void {
    const sought = this.#filter.value.trim().toLowerCase();
    const all = this.#rows.sorted;
    this.#found = sought === "" ? all : all.filter(row => row.ticker.toLowerCase().includes(sought));
    setText(byId("count"), sought === "" ? `${all.length}` : `${this.#found.length} of ${all.length}`);
    byId("no-match").hidden = this.#found.length > 0 || all.length === 0;
    this.#list.set(this.#found, this.#rows.of(this.#ticker)?.ticker);
  }

  /** Values changed. */
  redraw(): void {
    this.#list.redraw();
  }

  focusFilter(): void {
    this.#filter.focus();
    this.#filter.select();
  }

  /** Chooses the ticker `by` rows further on, or the first or the last. */
  step(by: number): void {
    const found = this.#found;
    if (found.length === 0) return;
    const at = found.findIndex(row => row.ticker === this.#ticker);
    const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), found.length - 1);
    this.#choose(found[to]!.ticker);
  }

  stepPage(by: number): void {
    this.step(by * this.#list.rowsInSight);
  }

  /** A list that lies on its side is gone through with the keys that lie on theirs. */
  #across(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || !phone.matches || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.step(by);
  }

  #typed(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.#filter.value = "";
      this.search();
      this.#filter.blur();
    } else if (event.key === "Enter") {
      const exact = this.#found.find(
        row => row.ticker.toLowerCase() === this.#filter.value.trim().toLowerCase(),
      );
      const row = exact ?? this.#found[0];
      if (row) this.#choose(row.ticker);
      byId("tickers").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp")
      this.step(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
