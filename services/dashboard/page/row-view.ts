import { make, makeSvg, setText } from "./dom.ts";
import { percent, price } from "./format.ts";
import type { Row } from "./rows.ts";
import { sparkPoints } from "./sparkline.ts";

const WIDTH = 68;
const HEIGHT = 26;
let made = 0;

/** One row's elements. They are used again for other tickers as the list scrolls, and only what differs is written. */
export class RowView {
  readonly element = make("div", { role: "option", class: "row", id: `row-${made++}` });
  readonly #name = make("b");
  readonly #gap = mark("gap", "M2 2.5h8L6 9.5z", true);
  readonly #partial = mark("partial", "m6 1.5 4.5 4.5L6 10.5 1.5 6z", false);
  readonly #line = makeSvg("polyline", {});
  readonly #last = make("span", { class: "last" });
  readonly #change = make("span", { class: "change" });
  #drawn: Row | undefined;
  #drawnSpark = "";

  constructor() {
    const spark = makeSvg(
      "svg",
      { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
      this.#line,
    );
    this.element.append(
      make("span", { class: "name" }, this.#name, this.#gap, this.#partial),
      spark,
      this.#last,
      this.#change,
    );
  }

  show(row: Row, index: number, count: number, isSelected: boolean): void {
    this.#set("aria-selected", String(isSelected));
    this.#set("aria-setsize", String(count));
    this.#set("aria-posinset", String(index + 1));
    if (this.#drawn !== row) {
      this.#drawn = row;
      this.#set("data-ticker", row.ticker);
      this.#set("title", row.ticker);
      setText(this.#name, row.ticker);
    }
    const change = (row.last.close - row.open) / row.open;
    setText(this.#last, price(row.last.close, row.decimals));
    setText(this.#change, percent(change));
    const way = change > 0 ? "up" : change < 0 ? "down" : "quiet";
    if (this.#change.className !== `change ${way}`) {
      this.#change.className = `change ${way}`;
      this.#line.setAttribute("class", way);
    }
    this.#gap.toggleAttribute("hidden", !row.last.gap);
    this.#partial.toggleAttribute("hidden", !row.last.partial);
    const points = sparkPoints(row.spark, WIDTH, HEIGHT);
    if (points === this.#drawnSpark) return;
    this.#drawnSpark = points;
    this.#line.setAttribute("points", points);
  }

  #set(name: string, value: string): void {
    if (this.element.getAttribute(name) !== value) this.element.setAttribute(name, value);
  }
}

function mark(name: string, path: string, isFull: boolean) {
  const drawn = makeSvg("path", { d: path, ...(isFull ? { class: "full" } : {}) });
  return makeSvg(
    "svg",
    { class: `mark ${name}`, viewBox: "0 0 12 12", role: "img", "aria-label": `last bar: ${name}` },
    drawn,
  );
}
