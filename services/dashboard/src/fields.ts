import { columnsOf } from "@market/tables";
import { BASE_FIELDS, FIELDS, type Field } from "@market/windowing";
import type { FieldMeaning } from "./api.ts";

const MEANINGS: Readonly<Record<string, Field>> = { ...BASE_FIELDS, ...FIELDS };

const NUMBERS: readonly FieldMeaning[] = columnsOf([])
  .filter(({ type }) => type !== "string" && type !== "boolean")
  .map(({ name }) => ({ name, isStatistic: Object.hasOwn(FIELDS, name), ...MEANINGS[name]! }));

/** Every field that is a number, in the record's order; the user's own behind them. */
export function fieldMeanings(customNames: readonly string[]): FieldMeaning[] {
  const custom = customNames.map(name => ({
    name: `custom.${name}`,
    isStatistic: true,
    unit: "",
    formula: "a feature of your own, of FEATURE_MODULES",
    nullWhen: "it threw, or returned no finite number",
    reference: "",
  }));
  return [...NUMBERS, ...custom];
}
