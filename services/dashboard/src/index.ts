export type { Bars, FieldMeaning, Market, PipelineState } from "./api.ts";
export { type DashboardConfig, readConfig } from "./config.ts";
export { DashboardMetrics } from "./metrics.ts";
