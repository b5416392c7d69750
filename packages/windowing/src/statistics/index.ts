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

interface Family {
  readonly fields: Readonly<Partial<Record<StatisticName, Field>>>;
  compute(window: ClosedWindow, into: StatisticValues): void;
}

/** Some statistics: the families they are of, and what these compute besides. */
export interface Selection {
  readonly families: readonly Family[];
  readonly unwanted: readonly StatisticName[];
}

/** All statistics, or the `wanted` ones. */
export function selectStatistics(wanted?: ReadonlySet<StatisticName>): Selection {
  const all: readonly Family[] = statistics;
  const namesOf = (family: Family) => Object.keys(family.fields) as StatisticName[];
  const families = all.filter(each => wanted === undefined || namesOf(each).some(name => wanted.has(name)));
  const unwanted = families.flatMap(namesOf).filter(name => wanted !== undefined && !wanted.has(name));
  return { families, unwanted };
}

/** Writes the selected statistics of a closed window into `into`, in which all are null before. */
export function computeStatistics(window: ClosedWindow, selection: Selection, into: StatisticValues): void {
  for (const family of selection.families) family.compute(window, into);
  for (const name of selection.unwanted) into[name] = null;
}
