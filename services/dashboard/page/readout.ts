import type { Bar } from "../src/api.ts";
import { byId, make, setText } from "./dom.ts";
import { amount, NONE, percent, price } from "./format.ts";
import { dayAndTime } from "./times.ts";

const FIELDS = ["", "O", "H", "L", "C", "Chg", "Vol", "Ticks", "Flags"] as const;
const SPOKEN: Readonly<Record<string, string>> = {
  O: "Open",
  H: "High",
  L: "Low",
  C: "Close",
  Chg: "Change",
  Vol: "Volume",
};

/** The line above the chart: the bar under the crosshair, else the last. */
export class Readout {
  readonly #values = new Map<string, HTMLElement>();
  #widest: Record<string, number> = {};

  constructor() {
    for (const name of FIELDS) {
      const value = make("span");
      this.#values.set(name, value);
      const isNamed = name !== "" && name !== "Flags";
      const label = make("i", SPOKEN[name] ? { title: SPOKEN[name] } : {}, name);
      byId("readout").append(
        make(
          "div",
          { class: name === "" ? "time" : name === "Flags" ? "flag" : name },
          ...(isNamed ? [label] : []),
          value,
        ),
      );
    }
  }

  /** Another ticker: its figures may be narrower. */
  clear(): void {
    this.#widest = {};
    byId("readout").hidden = true;
    for (const value of this.#values.values()) value.style.minWidth = "";
  }

  show(bar: Bar, before: Bar | undefined, decimals: number): void {
    byId("readout").hidden = false;
    const base = before?.close ?? bar.open;
    const change = bar.close - base;
    this.#say("", dayAndTime(bar.window_start, bar.window_end - bar.window_start));
    this.#say("O", price(bar.open, decimals));
    this.#say("H", price(bar.high, decimals));
    this.#say("L", price(bar.low, decimals));
    this.#say("C", price(bar.close, decimals));
    this.#say("Chg", `${change > 0 ? "+" : ""}${price(change, decimals)} (${percent(change / base)})`);
    this.#values.get("Chg")!.className = change > 0 ? "up" : change < 0 ? "down" : "";
    this.#say("Vol", amount(bar.volume));
    this.#say("Ticks", amount(bar.ticks));
    this.#say("Flags", [bar.gap ? "gap" : "", bar.partial ? "partial" : ""].filter(Boolean).join(", "));
  }

  /** A window without a record is under the crosshair. */
  silence(start: number): void {
    this.#say("", dayAndTime(start));
    for (const name of FIELDS.slice(1, -1)) this.#say(name, NONE);
    this.#values.get("Chg")!.className = "";
    this.#say("Flags", "no ticks");
  }

  /** Fields grow as their figures need it and never shrink, so that nothing moves while the crosshair does. */
  #say(name: string, text: string): void {
    const value = this.#values.get(name)!;
    setText(value, text);
    if (name === "Flags") return;
    const widest = Math.max(this.#widest[name] ?? 0, text.length);
    if (widest === this.#widest[name]) return;
    this.#widest[name] = widest;
    value.style.minWidth = `${widest * 0.97}ch`;
  }
}
