import {
  type SpanContext as Context,
  DiagLogLevel,
  diag,
  type Span as OpenSpan,
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Log } from "./log.ts";
import type { Span, SpanStart, Tracing, TracingConfig } from "./tracing.ts";
import { TracingWarnings } from "./tracing-warnings.ts";

const CLOSE_MS = 2_000;
/** Spans that wait for the collector, some 2 KB each; when there are more, they are dropped and counted. */
const WAITING_MAX = 4_096;
const BATCH_MAX = 512;
const EVERY_MS = 1_000;
/** How long a batch is tried, its retries included. */
const EXPORT_MS = 5_000;

const KINDS = { internal: SpanKind.INTERNAL, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER };

/** Tracing with OpenTelemetry's SDK, to a collector by OTLP over HTTP. Only `startTracing` imports this. */
export class OpenTelemetry implements Tracing {
  readonly #share: number;
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;

  constructor({ endpoint, share, serviceName }: TracingConfig, service: string, log: Pick<Log, "warn">) {
    const warnings = new TracingWarnings(log, () => performance.now());
    diag.setLogger(warnings, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
    this.#share = share;
    const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: EXPORT_MS });
    const processor = new BatchSpanProcessor({
      exporter,
      maxQueueSize: WAITING_MAX,
      maxExportBatchSize: BATCH_MAX,
      scheduledDelayMillis: EVERY_MS,
      exportTimeoutMillis: 2 * EXPORT_MS,
    });
    this.#provider = new TracerProvider({
      // Which frames are traced is decided before there is a span.
      sampler: new AlwaysOnSampler(),
      resource: defaultResource().merge(resourceFromAttributes({ "service.name": serviceName ?? service })),
      spanProcessors: [processor],
    });
    this.#tracer = this.#provider.getTracer("market-features");
  }

  start({ name, kind, parent, time, attributes }: SpanStart): Span | undefined {
    if (parent === undefined && Math.random() >= this.#share) return undefined;
    const context = parent === undefined ? undefined : readContext(parent);
    if (context !== undefined && (context.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
    // A number that is below the process's start would be taken for one of the monotonic clock.
    const began = new Date(time ?? Date.now());
    const span = this.#tracer.startSpan(
      name,
      { kind: KINDS[kind], startTime: began, attributes: { ...attributes } },
      context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT,
    );
    // Received time may be a moment ahead of the wall clock.
    const end = () => span.end(new Date(Math.max(began.getTime(), Date.now())));
    return { traceparent: writeContext(span), end };
  }

  async close(): Promise<void> {
    const closed = this.#provider.shutdown().catch(error => diag.error(String(error)));
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>(resolve => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([closed, limit]);
    clearTimeout(timer);
  }
}

function writeContext(span: OpenSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** Of a well-formed traceparent. */
function readContext(traceparent: string): Context {
  const [, traceId = "", spanId = "", flags = ""] = traceparent.split("-");
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
