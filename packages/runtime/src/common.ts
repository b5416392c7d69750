import type { Env } from "./env.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";

/** What every service reads: how much it logs and where its HTTP server listens. */
export interface CommonConfig {
  readonly logLevel: LogLevel;
  readonly httpHost: string;
  readonly httpPort: number;
}

/** The HTTP server shows operational data to whoever asks, so it listens on loopback unless told otherwise. */
export function readCommon(env: Env, defaultHttpPort: number): CommonConfig {
  return {
    logLevel: env.choice("LOG_LEVEL", "info", LOG_LEVELS),
    httpHost: env.text("HTTP_HOST", "127.0.0.1"),
    httpPort: env.integer("HTTP_PORT", defaultHttpPort, 0, 65_535),
  };
}
