// Parts of the core that its package keeps to itself: a window is closed and summarized inside it.
export type { ClosedWindow } from "../../packages/windowing/src/closed-window.ts";
export { Columns } from "../../packages/windowing/src/columns.ts";
export { summarizePrices } from "../../packages/windowing/src/prices.ts";
export {
  computeStatistics,
  FIELDS,
  type StatisticName,
  type StatisticValues,
} from "../../packages/windowing/src/statistics/index.ts";
export { signAfter } from "../../packages/windowing/src/statistics/tick-rule.ts";
