import assert from "node:assert/strict";
import { test } from "node:test";
import { Ingest, IngestorMetrics, type SourceEvent } from "@market/ingestor";
import type { TickSink } from "@market/log";
import { createLog } from "@market/runtime";
import { eventually } from "../e2e/eventually.ts";
import { bare } from "../wire/frames.ts";

const START = Date.UTC(2024, 3, 16, 14, 20);

test("while the log is away the metrics go on saying how much waits, and time to publish is counted when it is back", async () => {
  let acknowledge: () => void = () => undefined;
  const sink: TickSink = {
    partitions: 1,
    partitionOf: () => 0,
    publish: () => new Promise(resolve => (acknowledge = resolve)),
  };
  let now = START;
  const metrics = new IngestorMetrics();
  const stop = new AbortController();
  const frame = (price: number): SourceEvent => ({
    kind: "frame",
    receivedTime: now,
    frame: bare({ id: "A", price, time: START }),
  });
  let say: (events: readonly SourceEvent[]) => void = () => undefined;
  const ingest = new Ingest({
    source: {
      missing: [],
      canWait: false,
      isBehind: false,
      watch: () => undefined,
      async *events(signal) {
        while (!signal.aborted) {
          yield await new Promise<readonly SourceEvent[]>(resolve => {
            say = resolve;
            signal.addEventListener("abort", () => resolve([]));
          });
        }
      },
    },
    sink,
    snapshotAgeMs: 0,
    receivedTime: () => now,
    log: createLog("test", "silent"),
    metrics,
  });
  const value = async (name: string) => {
    const page = await metrics.registry.metrics();
    return Number(new RegExp(`^ingestor_${name} (.+)$`, "m").exec(page)?.[1]);
  };
  const waits = (count: number) =>
    eventually(`${count} waiting`, async () => ((await value("queue_records")) === count ? true : undefined));

  ingest.watch(new Set(["A"]));
  ingest.own(new Set([0]));
  assert.equal(await value("feed_last_frame_timestamp_seconds"), 0);
  const running = ingest.run(stop.signal);
  await eventually("the first gap on its way", async () =>
    ingest.intake.queue.length === 0 ? true : undefined,
  );
  say([frame(1), { kind: "connected", receivedTime: START + 9_000, tickers: ["A"] }]);
  await waits(2);
  assert.equal(await value("feed_last_frame_timestamp_seconds"), START / 1_000);
  now += 3_000;
  say([frame(2)]);
  await waits(3);
  assert.equal(await value("publish_seconds_count"), 0);
  acknowledge();
  await eventually("the ticks on their way", async () =>
    ingest.intake.queue.length === 0 ? true : undefined,
  );
  acknowledge();
  await waits(0);
  assert.equal(await value("publish_seconds_count"), 1);
  assert.equal(await value("publish_seconds_sum"), 3);
  const endings = setInterval(() => acknowledge(), 10);
  stop.abort();
  await running;
  clearInterval(endings);
});
