import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Ingest, IngestorMetrics, Queue, type SourceEvent, TickSpans } from "@market/ingestor";
import type { OutRecord, Routed } from "@market/log";
import { createLog, type Span, type SpanStart, type Tracing } from "@market/runtime";
import * as fc from "fast-check";
import { bare, enveloped } from "../wire/frames.ts";

const NOW = 1_713_277_219_000;

type Waiting = Parameters<Queue["push"]>[0];

/** Tracing that keeps what it was asked for; every `nth` trace is one. */
class Traces implements Tracing {
  readonly started: (SpanStart & { readonly traceparent: string })[] = [];
  readonly ended: string[] = [];
  readonly #nth: number;
  #roots = 0;

  constructor(nth = 1) {
    this.#nth = nth;
  }

  start(span: SpanStart): Span | undefined {
    if (span.parent === undefined && this.#roots++ % this.#nth !== 0) return undefined;
    const traceparent = `trace ${this.started.length}`;
    this.started.push({ ...span, traceparent });
    return { traceparent, end: () => void this.ended.push(traceparent) };
  }

  async close(): Promise<void> {}
}

const frame = (id: string, price: number, time = NOW): SourceEvent => ({
  kind: "frame",
  receivedTime: NOW,
  frame: enveloped(bare({ id, price, time, quote_type: 8 })),
});

/** An ingestor whose source says these things, and its log what `publish` does; returns what was published. */
async function ingest(events: readonly SourceEvent[], tracing?: Tracing, publish = async () => {}) {
  const published: OutRecord[] = [];
  const running = new Ingest({
    source: {
      watch: () => undefined,
      async *events() {
        yield events;
      },
      isBehind: true,
      canWait: false,
      missing: [],
    },
    sink: {
      partitions: 1,
      partitionOf: () => 0,
      publish: async (ticks: readonly Routed[]) => {
        await publish();
        published.push(...ticks);
      },
    },
    snapshotAgeMs: 60_000,
    receivedTime: () => NOW,
    log: createLog("test", "silent"),
    metrics: new IngestorMetrics(),
    ...(tracing && { spans: new TickSpans(tracing, "ticks") }),
  });
  running.watch(new Set(["A", "B"]));
  running.own(new Set([0]));
  await running.run(new AbortController().signal);
  return published;
}

const EVENTS = [
  { kind: "connected", receivedTime: NOW, tickers: ["A", "B"] } as const,
  // A snapshot, which no window will hold.
  frame("A", 5, NOW - 3_600_000),
  frame("A", 1),
  frame("B", 2),
  frame("A", 1),
  frame("A", 3),
  frame("unwanted", 4),
  { kind: "frame", receivedTime: NOW, frame: "nonsense" } as const,
];

describe("a frame that becomes a tick", () => {
  test("is received and published in one trace, which its record carries", async () => {
    const traces = new Traces();
    const published = await ingest(EVENTS, traces);
    const ticks = published.filter(({ headers }) => headers?.traceparent !== undefined);
    assert.deepEqual(
      traces.started.map(({ name, parent, attributes }) => [
        name,
        parent,
        attributes.ticker ?? attributes["messaging.kafka.message.key"],
      ]),
      [
        ["receive", undefined, "A"],
        ["publish", "trace 0", "A"],
        ["receive", undefined, "B"],
        ["publish", "trace 2", "B"],
        ["receive", undefined, "A"],
        ["publish", "trace 4", "A"],
      ],
    );
    assert.deepEqual(
      ticks.map(({ key, headers }) => [key, headers]),
      [
        ["A", { traceparent: "trace 1" }],
        ["B", { traceparent: "trace 3" }],
        ["A", { traceparent: "trace 5" }],
      ],
    );
    assert.ok(traces.started.every(({ name, time }) => time === (name === "receive" ? NOW : undefined)));
  });

  test("is published when the log has acknowledged it, not before", async () => {
    const traces = new Traces();
    const endedBefore: (string | undefined)[] = [];
    await ingest(EVENTS, traces, async () => {
      for (const each of traces.ended)
        endedBefore.push(traces.started.find(({ traceparent }) => traceparent === each)?.name);
    });
    assert.deepEqual(endedBefore, ["receive", "receive", "receive"]);
    assert.deepEqual(new Set(traces.ended), new Set(traces.started.map(each => each.traceparent)));
  });

  test("changes nothing of any record but that one header, traced or not", async () => {
    const off = await ingest(EVENTS);
    assert.ok(off.every(({ headers }) => headers?.traceparent === undefined));
    for (const nth of [1, 2]) {
      const on = await ingest(EVENTS, new Traces(nth));
      assert.equal(on.filter(({ headers }) => headers?.traceparent).length, nth === 1 ? 3 : 2);
      const without = on.map(({ headers, ...rest }) => {
        const { traceparent, ...others } = headers ?? {};
        return Object.keys(others).length > 0 ? { ...rest, headers: others } : rest;
      });
      assert.deepEqual(without, off);
    }
  });
});

test("waiting for the log, traced ticks keep their header and others get none, and the queue is bounded by it too", () => {
  const tick = (i: number, traceparent: string | undefined): Waiting => ({
    partition: 0,
    key: "A",
    value: Uint8Array.of(i & 255),
    timestamp: i,
    ...(i % 2 === 0 && { time: i }),
    ...(traceparent && { headers: { traceparent } }),
  });
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 10_000 }), isTraced => {
      const queue = new Queue();
      const pushed = isTraced.map((each, i) => tick(i, each ? `trace ${i}` : undefined));
      for (const each of pushed) queue.push(each);
      assert.deepEqual(queue.take(20_000), pushed);
    }),
    { numRuns: 20 },
  );
  const bounded = new Queue({ records: 1_000, bytes: 1_000 });
  for (let i = 0; i < 1_000; i++) bounded.push(tick(i, `trace ${i}`));
  assert.ok(bounded.length < 10, `${bounded.length}`);
});
