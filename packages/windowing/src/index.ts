export type { Definition } from "./definition.ts";
export type { Features } from "./features.ts";
export type { LateTick, Output, Verdict } from "./output.ts";
export type { SeriesState, WindowerState } from "./state.ts";
export type { Tick } from "./tick.ts";
export { Windower, type WindowerOptions } from "./windower.ts";
