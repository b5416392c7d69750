import type { Bar, FieldMeaning, Value } from "../src/api.ts";
import { byId, make, setText } from "./dom.ts";
import { getBars } from "./fetches.ts";
import { grouped } from "./field-groups.ts";
import { anyText } from "./field-text.ts";
import { NONE } from "./format.ts";
import { dayAndTime } from "./times.ts";

type Record = ReadonlyMap<string, Value>;

/** A crosshair that is on its way asks nothing. */
const REST_MS = 90;
const KEPT = 300;
/** Said elsewhere, once. */
const LEFT_OUT = new Set(["ticker", "window", "window_kind"]);

/** Every field of the bar under the crosshair, else of the last. */
export class FeaturesPanel {
  readonly #section = byId("features");
  readonly #list = byId("fields");
  readonly #values = new Map<string, HTMLElement>();
  readonly #kept = new Map<string, Record>();
  #meanings: ReadonlyMap<string, FieldMeaning> = new Map();
  #shown = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = new AbortController();

  constructor() {
    // It scrolls by itself, and what scrolls must be in reach of the keyboard.
    this.#section.tabIndex = 0;
  }

  set meanings(fields: readonly FieldMeaning[]) {
    this.#meanings = new Map(fields.map(field => [field.name, field]));
  }

  clear(): void {
    this.#shown = "";
    clearTimeout(this.#timer);
    this.#asked.abort();
    setText(byId("features-of"), "");
    this.#section.classList.remove("old");
    for (const value of this.#values.values()) setText(value, NONE);
  }

  /** There is no record of the window that starts then. */
  silence(start: number): void {
    this.clear();
    setText(byId("features-of"), `${dayAndTime(start)} · no ticks`);
  }

  show(bar: Bar, window: string, decimals: number): void {
    // A bar that is replaced is another record, with more ticks or other prices.
    const key = JSON.stringify([bar.ticker, window, bar.window_start, bar.ticks, bar.close]);
    if (key === this.#shown) return;
    this.#shown = key;
    clearTimeout(this.#timer);
    setText(byId("features-of"), dayAndTime(bar.window_start, bar.window_end - bar.window_start));
    const kept = this.#kept.get(key);
    if (kept) this.#draw(kept, decimals);
    else {
      this.#section.classList.add("old");
      this.#timer = setTimeout(() => void this.#read(bar, window, key, decimals), REST_MS);
    }
  }

  async #read(bar: Bar, window: string, key: string, decimals: number): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    const { ticker, window_start: from } = bar;
    try {
      const { columns } = await getBars({ ticker, window, fields: "all", from, to: from + 1 }, signal);
      const record = new Map(Object.entries(columns).map(([name, values]) => [name, values[0] ?? null]));
      if (this.#kept.size >= KEPT) this.#kept.clear();
      this.#kept.set(key, record);
      if (key === this.#shown) this.#draw(record, decimals);
    } catch {
      // The old values stay, greyed; the next bar or the next move asks again.
      if (key === this.#shown) this.#shown = "";
    }
  }

  #draw(record: Record, decimals: number): void {
    this.#section.classList.remove("old");
    const names = [...record.keys()].filter(name => !LEFT_OUT.has(name));
    if (names.length !== this.#values.size || names.some(name => !this.#values.has(name))) this.#build(names);
    for (const name of names) {
      const value = record.get(name) ?? null;
      const element = this.#values.get(name)!;
      setText(element, anyText(value, this.#unit(name), decimals));
      element.classList.toggle("none", value === null);
    }
  }

  #unit(name: string): string {
    if (name === "ticks") return "ticks";
    const isTime = name.endsWith("_time") || name === "window_start" || name === "window_end";
    return this.#meanings.get(name)?.unit ?? (isTime ? "ms since the epoch" : "");
  }

  #build(names: readonly string[]): void {
    this.#values.clear();
    const rows = grouped(names).flatMap(([group, fields]) =>
      fields.map((name, at) => this.#row(name, at === 0 ? group : "")),
    );
    this.#list.replaceChildren(...rows);
  }

  #row(name: string, group: string): HTMLElement {
    const value = make("dd");
    this.#values.set(name, value);
    const meaning = this.#meanings.get(name);
    const title = meaning
      ? [meaning.formula, meaning.nullWhen && `– when: ${meaning.nullWhen}`].filter(Boolean).join("\n")
      : name;
    // The group's name is drawn by the style sheet: a definition list takes no headings.
    const attributes = { class: "field", ...(group === "" ? {} : { "data-group": group }) };
    return make("div", attributes, make("dt", { title }, name.replace(/^custom\./, "")), value);
  }
}
