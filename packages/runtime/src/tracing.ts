import type { Env } from "./env.ts";
import type { Log } from "./log.ts";

/** Where spans go and how many there are. */
export interface TracingConfig {
  /** The collector's, as in http://localhost:4318: spans go to /v1/traces there. */
  readonly endpoint: string;
  /** How many of the frames start a trace, from 0 to 1. */
  readonly share: number;
  /** What spans say of who made them; undefined: the service's own name. */
  readonly serviceName: string | undefined;
}

export interface SpanStart {
  readonly name: string;
  readonly kind: "internal" | "producer" | "consumer";
  /** The traceparent of the span that this one follows from; undefined: it is the first of a trace. */
  readonly parent?: string;
  /** When it began, ms since the epoch; undefined: now. */
  readonly time?: number;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Something that takes time and is part of a trace. */
export interface Span {
  /** What goes on from here has this as its parent. */
  readonly traceparent: string;
  /** Now. A span that never ends is never sent. */
  end(): void;
}

/** Spans, without a word of OpenTelemetry: what is done with them does no harm to who makes them. */
export interface Tracing {
  /** Undefined where it is not traced: the share says so, or its parent is not. */
  start(span: SpanStart): Span | undefined;
  /** Sends what is there, for 2 s at most; never rejects. */
  close(): Promise<void>;
}

/** OpenTelemetry's own variables; undefined, the default, where there is no endpoint: then nothing is traced. */
export function readTracing(env: Env): TracingConfig | undefined {
  const name = "OTEL_EXPORTER_OTLP_ENDPOINT";
  const endpoint = env.optional(name);
  const text = env.text("OTEL_TRACES_SAMPLER_ARG", "0.01");
  const share = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (!(share <= 1)) env.fault("OTEL_TRACES_SAMPLER_ARG", "a share of the frames from 0 to 1, such as 0.01");
  const serviceName = env.optional("OTEL_SERVICE_NAME");
  if (endpoint === undefined) return undefined;
  if (!isEndpoint(endpoint)) {
    env.fault(name, "an http:// or https:// URL without a login or a query, such as http://localhost:4318");
    return undefined;
  }
  return { endpoint: endpoint.replace(/\/+$/, ""), share, serviceName };
}

/** Loads OpenTelemetry where there is a collector, and only there. `service` is what spans name by default. */
export async function startTracing(
  config: TracingConfig | undefined,
  service: string,
  log: Pick<Log, "info" | "warn">,
): Promise<Tracing | undefined> {
  if (config === undefined) return undefined;
  const { OpenTelemetry } = await import("./tracing-otel.ts");
  log.info({ endpoint: config.endpoint, share: config.share }, "traces are sent to a collector");
  return new OpenTelemetry(config, service, log);
}

function isEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}
