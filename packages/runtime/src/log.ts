import { type Logger, pino } from "pino";

export type Log = Logger;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines on stdout, one a state change. error: a human must act; warn: degraded, recovering by itself;
 * info: what changed; debug: for finding out why. Nothing is logged for each tick: that is what metrics are for.
 */
export function createLog(service: string, level: LogLevel): Log {
  return pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime });
}
