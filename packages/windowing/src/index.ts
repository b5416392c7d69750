export type { Definition } from "./definition.ts";
export type { Features } from "./features.ts";
export type { SeriesState, WindowerState } from "./state.ts";
export type { Tick } from "./tick.ts";
export { type LateTick, type Output, type Verdict, Windower, type WindowerOptions } from "./windower.ts";
