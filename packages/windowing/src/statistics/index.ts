import type { ClosedWindow } from "../closed-window.ts";
import { extremes } from "./extremes.ts";
import { liquidity } from "./liquidity.ts";
import { moments } from "./moments.ts";
import { quantiles } from "./quantiles.ts";
import { quotes } from "./quotes.ts";
import { ranges } from "./ranges.ts";
import { returns } from "./returns.ts";
import { silence } from "./silence.ts";
import type { Field, Statistics } from "./statistics.ts";
import { tickRule } from "./tick-rule.ts";
import { trend } from "./trend.ts";
import { volumeFlow } from "./volume-flow.ts";

/** All statistics of the features record, in the order of its fields. */
const statistics = [
  extremes,
  quantiles,
  moments,
  trend,
  volumeFlow,
  returns,
  ranges,
  tickRule,
  quotes,
  liquidity,
  silence,
] as const;

type NameOf<S> = S extends Statistics<infer Name> ? Name : never;

export type StatisticName = NameOf<(typeof statistics)[number]>;
export type StatisticValues = Record<StatisticName, number | null>;

/** What each statistic means: its unit, formula, when it is null, and where it comes from. In order. */
export const FIELDS: Readonly<Record<StatisticName, Field>> = Object.assign(
  {},
  ...statistics.map(({ fields }) => fields),
);

const FAMILIES = statistics.map(family => ({ family, names: Object.keys(family.fields) as StatisticName[] }));
const NOTHING = Object.fromEntries(Object.keys(FIELDS).map(name => [name, null])) as StatisticValues;

/**
 * The statistics of a closed window: all of them, or the `wanted` ones and null for the rest. The keys are always
 * all there, in order. Reads the window and changes nothing in it.
 */
export function computeStatistics(
  window: ClosedWindow,
  wanted: ReadonlySet<StatisticName> | undefined,
): StatisticValues {
  const values = { ...NOTHING };
  for (const { family, names } of FAMILIES) {
    if (wanted === undefined) Object.assign(values, family.compute(window));
    else if (names.some(name => wanted.has(name))) {
      const computed = family.compute(window) as StatisticValues;
      for (const name of names) if (wanted.has(name)) values[name] = computed[name];
    }
  }
  return values;
}
