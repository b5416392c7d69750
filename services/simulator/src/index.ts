export { Frame } from "./frame.ts";
export { type GarbageFrame, garbageFrames } from "./garbage.ts";
export { Market, type MarketOptions } from "./market.ts";
export type { SimulatorOptions } from "./options.ts";
export { parseReplay, type ReplayFrame } from "./replay.ts";
export { newYorkTime, type Session, sessionAt } from "./session.ts";
export { type Simulator, startSimulator } from "./simulator.ts";
export type { FrameKind, Stats } from "./stats.ts";
