export { type IngestorConfig, readConfig } from "./config.ts";
export { ingest } from "./ingest.ts";
export { type FrameResult, Intake } from "./intake.ts";
export { LINE_TIMES, Line, type LineAction } from "./line.ts";
export { IngestorMetrics } from "./metrics.ts";
export { Pump } from "./pump.ts";
export { Queue } from "./queue.ts";
export { createReceivedClock } from "./received-clock.ts";
