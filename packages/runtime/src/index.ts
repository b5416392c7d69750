export { type Clock, sleep, systemClock } from "./clock.ts";
export { type CommonConfig, readCommon } from "./common.ts";
export { ConfigError, Env, parseDuration, type Variables } from "./env.ts";
export {
  type Answer,
  answerProbe,
  HTTP_LIMITS,
  type HttpOptions,
  type HttpServer,
  listen,
  pathOf,
  refuse,
  serveHttp,
} from "./http.ts";
export { createLog, LOG_LEVELS, type Log, type LogLevel } from "./log.ts";
export { type Labelled, Metrics, once } from "./metrics.ts";
export { run } from "./run.ts";
export {
  readTracing,
  type Span,
  type SpanStart,
  startTracing,
  type Tracing,
  type TracingConfig,
} from "./tracing.ts";
export { isTraceparent, TRACEPARENT_HEADER } from "./tracing-parent.ts";
