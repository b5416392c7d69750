export { MemoryLog } from "./memory-log.ts";
export type { MemoryTopic } from "./memory-topic.ts";
export type { Headers, LogRecord, OutRecord } from "./record.ts";
export { CHUNKS_HEADER, type Commit, type TaskLog } from "./task-log.ts";
export type { Routed, TickSink } from "./tick-sink.ts";
