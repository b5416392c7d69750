import type { ClosedWindow } from "../../packages/windowing/src/closed-window.ts";
import {
  computeStatistics as computeInto,
  FIELDS,
  type StatisticName,
  type StatisticValues,
  selectStatistics,
} from "../../packages/windowing/src/statistics/index.ts";

// Parts of the core that its package keeps to itself: a window is closed and summarized inside it.
export type { ClosedWindow } from "../../packages/windowing/src/closed-window.ts";
export { Columns } from "../../packages/windowing/src/columns.ts";
export { summarizePrices } from "../../packages/windowing/src/prices.ts";
export { Rows } from "../../packages/windowing/src/rows.ts";
export { signAfter } from "../../packages/windowing/src/statistics/tick-rule.ts";
export { FIELDS, type StatisticName, type StatisticValues };

/** All statistics of a window by themselves: the unwanted ones null. */
export function computeStatistics(
  window: ClosedWindow,
  wanted: ReadonlySet<StatisticName> | undefined,
): StatisticValues {
  const values = Object.fromEntries(Object.keys(FIELDS).map(name => [name, null])) as StatisticValues;
  computeInto(window, selectStatistics(wanted), values);
  return values;
}
