import { type Span, TRACEPARENT_HEADER, type Tracing } from "@market/runtime";
import type { Features } from "@market/windowing";

/** The span of a closed window, which ends when its features can be read; undefined where its tick is not traced. */
export type StartWindowSpan = (features: Features, parent: string) => Span | undefined;

/** Makes "window" spans: each follows from a tick of the window. */
export function windowSpans(tracing: Tracing, ticksTopic: string, partition: number): StartWindowSpan {
  return ({ ticker, window, window_start }, parent) =>
    tracing.start({
      name: "window",
      kind: "consumer",
      parent,
      attributes: {
        ticker,
        window,
        window_start,
        "messaging.system": "kafka",
        "messaging.operation.name": "window",
        "messaging.operation.type": "process",
        "messaging.destination.name": ticksTopic,
        "messaging.destination.partition.id": String(partition),
        "messaging.kafka.message.key": ticker,
      },
    });
}

/** The header that says so; none without a trace. */
export function traceHeader(traceparent: string | undefined): Readonly<Record<string, string>> | undefined {
  return traceparent === undefined ? undefined : { [TRACEPARENT_HEADER]: traceparent };
}
