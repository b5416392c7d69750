import type { Value } from "../src/api.ts";
import { amount, figure, NONE, price } from "./format.ts";
import { timeOfDay } from "./times.ts";

/** A field's value as people read it, by the unit that the field has. */
export function inUnit(value: number | null, unit: string, decimals: number): string {
  if (value === null) return NONE;
  switch (unit) {
    case "ms since the epoch":
      return timeOfDay(value);
    case "price":
      // Spreads and deviations are far below a price's last decimal.
      return Math.abs(value) >= 1 ? price(value, decimals, 2) : figure(value);
    case "shares":
    case "ticks":
    case "currency":
      return amount(value);
    case "offset":
      return String(value);
    case "ms":
      return `${amount(value)} ms`;
    default:
      return figure(value);
  }
}

export function anyText(value: Value, unit: string, decimals: number): string {
  if (value === null) return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? inUnit(value, unit, decimals) : value;
}
