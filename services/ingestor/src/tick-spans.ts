import type { OutRecord } from "@market/log";
import { type Span, TRACEPARENT_HEADER, type Tracing } from "@market/runtime";
import type { Tick } from "@market/windowing";

/** Ticks on their way to the log whose spans are kept; those of ticks that never get there are pushed out by later ones. */
const PUBLISHING_MAX = 10_000;

/** The traces of ticks: "receive" from received time until the tick waits for the log, then "publish" until the log has it. */
export class TickSpans {
  readonly #tracing: Tracing;
  readonly #topic: string;
  /** By what is in the record's header, the span that ends when the log has acknowledged the record. */
  readonly #publishing = new Map<string, Span>();

  constructor(tracing: Tracing, topic: string) {
    this.#tracing = tracing;
    this.#topic = topic;
  }

  /** The traceparent that the tick's record is to carry; undefined for most. */
  receive({ ticker, received_time }: Tick, partition: number): string | undefined {
    const received = this.#tracing.start({
      name: "receive",
      kind: "internal",
      time: received_time,
      attributes: { ticker },
    });
    if (received === undefined) return undefined;
    received.end();
    const publish = this.#tracing.start({
      name: "publish",
      kind: "producer",
      parent: received.traceparent,
      attributes: {
        "messaging.system": "kafka",
        "messaging.operation.name": "publish",
        "messaging.operation.type": "send",
        "messaging.destination.name": this.#topic,
        "messaging.destination.partition.id": String(partition),
        "messaging.kafka.message.key": ticker,
      },
    });
    if (publish === undefined) return undefined;
    this.#publishing.set(publish.traceparent, publish);
    if (this.#publishing.size > PUBLISHING_MAX)
      this.#publishing.delete(this.#publishing.keys().next().value!);
    return publish.traceparent;
  }

  /** The log has acknowledged these. */
  published(records: readonly OutRecord[]): void {
    if (this.#publishing.size === 0) return;
    for (const { headers } of records) {
      const traceparent = headers?.[TRACEPARENT_HEADER];
      if (traceparent === undefined) continue;
      this.#publishing.get(traceparent)?.end();
      this.#publishing.delete(traceparent);
    }
  }
}
