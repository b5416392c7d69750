import { type Column, columnsOf, inOrder, type Value } from "@market/tables";
import type { Features } from "@market/windowing";
import { Interned } from "./interned.ts";

/** Ticker and window are those of the series. */
const COLUMNS: readonly Column[] = columnsOf([]).filter(({ name }) => name !== "ticker" && name !== "window");
export const FIELD_NAMES: readonly string[] = COLUMNS.map(({ name }) => name);
const SLOTS: ReadonlyMap<string, number> = new Map(COLUMNS.map(({ name }, slot) => [name, slot]));
const CUSTOM = "custom.";
/** Each makes every row that has it wider by 8 bytes, and whoever writes to the topic may make names up. */
const CUSTOM_MAX = 64;

export const START = SLOTS.get("window_start")!;
export const END = SLOTS.get("window_end")!;

/** Such a field as features of FEATURE_MODULES are shown under. */
export function isCustomField(name: string): boolean {
  return /^custom\.[a-z][a-z0-9_]{0,62}$/.test(name);
}

/**
 * How a record lies in a row of numbers: a slot a column, behind them one for each of the user's own features as their names
 * appear, of CUSTOM_MAX of them. NaN is null; booleans are 0 and 1; strings are numbers of `Interned`, so a row that goes must be
 * released.
 */
export class BarRow {
  readonly #strings = new Interned();
  readonly #custom = new Map<string, number>();
  /** Values of the user's own features that were not taken, since there are CUSTOM_MAX names already. */
  leftOut = 0;

  get customNames(): string[] {
    return [...this.#custom.keys()];
  }

  /** Undefined where no record had such a field. */
  slotOf(name: string): number | undefined {
    return name.startsWith(CUSTOM) ? this.#custom.get(name.slice(CUSTOM.length)) : SLOTS.get(name);
  }

  /** How many numbers the record takes: its own features' slots are given out by this. */
  widthFor({ custom }: Features): number {
    let width = COLUMNS.length;
    for (const name of Object.keys(custom)) {
      const slot = this.#custom.get(name) ?? this.#addCustom(name);
      if (slot === undefined) this.leftOut++;
      else width = Math.max(width, slot + 1);
    }
    return width;
  }

  write(features: Features, row: Float64Array): void {
    COLUMNS.forEach(({ of, type }, slot) => {
      const value = of(features);
      if (value === null) row[slot] = Number.NaN;
      else if (type === "string") row[slot] = this.#strings.take(String(value));
      else row[slot] = finite(Number(value));
    });
    row.fill(Number.NaN, COLUMNS.length);
    for (const [name, value] of Object.entries(features.custom)) {
      const slot = this.#custom.get(name);
      if (slot !== undefined) row[slot] = finite(value ?? Number.NaN);
    }
  }

  #addCustom(name: string): number | undefined {
    if (this.#custom.size === CUSTOM_MAX) return undefined;
    const slot = COLUMNS.length + this.#custom.size;
    this.#custom.set(name, slot);
    return slot;
  }

  release(row: Float64Array): void {
    COLUMNS.forEach(({ type }, slot) => {
      if (type === "string" && !Number.isNaN(row[slot]!)) this.#strings.release(row[slot]!);
    });
  }

  valueAt(row: Float64Array, slot: number): Value {
    // A row is as wide as its block needed: what is not there is null.
    const number = row[slot] ?? Number.NaN;
    if (Number.isNaN(number)) return null;
    const type = COLUMNS[slot]?.type ?? "double";
    if (type === "string") return this.#strings.textOf(number);
    return type === "boolean" ? number === 1 : number;
  }

  valueOf(row: Float64Array, name: keyof Features): Value {
    return this.valueAt(row, SLOTS.get(name)!);
  }

  /** The record as it was, but for own features that were null: these are not there. */
  read(ticker: string, window: string, row: Float64Array): Features {
    const record: Record<string, unknown> = { ticker, window };
    COLUMNS.forEach(({ name }, slot) => {
      record[name] = this.valueAt(row, slot);
    });
    const custom = [...this.#custom].filter(([, slot]) => this.valueAt(row, slot) !== null);
    record.custom = Object.fromEntries(custom.map(([name, slot]) => [name, row[slot]!]));
    return inOrder(record as unknown as Features);
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
