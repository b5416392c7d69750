export { readConfig, type WindowerConfig } from "./config.ts";
export { guard } from "./features/guard.ts";
export { WindowerMetrics } from "./metrics.ts";
export { runTask } from "./run-task.ts";
export { Task, type TaskOptions } from "./task.ts";
