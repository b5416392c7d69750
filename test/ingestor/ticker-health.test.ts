import assert from "node:assert/strict";
import { test } from "node:test";
import { IngestorMetrics, TickerHealth } from "@market/ingestor";

const NOW = 1_713_277_219_000;

test("a ticker's report says how late its ticks come, what else came, and how long it had no feed", () => {
  const health = new TickerHealth();
  assert.deepEqual(health.report(NOW), {
    last_seen: null,
    ticks: 0,
    repeats: 0,
    snapshots: 0,
    delay_ms_p50: null,
    delay_ms_p95: null,
    seconds_without_feed: 0,
  });
  health.lost(NOW);
  health.lost(NOW + 1_000);
  health.found(NOW + 5_000);
  for (let i = 1; i <= 100; i++) health.saw("tick", NOW + i, i);
  health.saw("repeat", NOW + 200, 1);
  health.saw("snapshot", NOW + 300, 1);
  health.lost(NOW + 10_000);
  assert.deepEqual(health.report(NOW + 12_000), {
    last_seen: NOW + 300,
    ticks: 100,
    repeats: 1,
    snapshots: 1,
    // Of the latest 64: 37 to 100.
    delay_ms_p50: 68,
    delay_ms_p95: 97,
    seconds_without_feed: 7,
  });
});

test("metrics count tickers by how they fare, whatever their number", async () => {
  const metrics = new IngestorMetrics();
  const healths = [0, 30_000, 59 * 60_000, 0].map((agoMs, i) => {
    const health = new TickerHealth();
    if (i !== 3) health.saw("tick", NOW - agoMs, 0);
    if (i === 2) health.lost(NOW - 4_000);
    return [`T${i}`, health] as const;
  });
  metrics.watch({
    waiting: () => 0,
    dropped: () => [],
    lastFrameTime: () => 0,
    healths: () => healths,
    now: () => NOW,
  });
  const text = await metrics.registry.metrics();
  for (const line of [
    'ingestor_tickers{seen="1m"} 2',
    'ingestor_tickers{seen="10m"} 0',
    'ingestor_tickers{seen="1h"} 1',
    'ingestor_tickers{seen="never"} 1',
    "ingestor_tickers_without_feed 1",
    "ingestor_without_feed_seconds 4",
  ])
    assert.ok(text.includes(`${line}\n`), line);
});
