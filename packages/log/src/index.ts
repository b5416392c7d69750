export { MemoryLog } from "./memory-log.ts";
export type { MemoryTopic } from "./memory-topic.ts";
export { DEAD_LETTER_BYTES_MAX, type Headers, type LogRecord, type OutRecord } from "./record.ts";
export { makeColumns, type RecordColumns, Records } from "./records.ts";
export { CHAIN_HEADER, type Commit, type TaskLog } from "./task-log.ts";
export type { Routed, TickSink } from "./tick-sink.ts";
