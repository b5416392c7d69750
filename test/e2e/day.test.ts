import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Simulator, startSimulator } from "@market/simulator";
import { eventually } from "./eventually.ts";
import { deleteTopics } from "./pair.ts";
import { Service } from "./service.ts";
import { brokers, readTopic } from "./topic.ts";
import { topicsOf, variablesOf } from "./topics.ts";

/** Midnight in New York, on a Wednesday. */
const MIDNIGHT = Date.UTC(2026, 10, 18, 5);
const DAY_MS = 86_400_000;
const RUN_MS = 45_000;
const SPEED = DAY_MS / RUN_MS;

/** Stocks that trade by day, and crypto that never sleeps: more than 22 sockets full. */
const TICKERS = Array.from({ length: 2_000 }, (_, i) => (i % 4 === 0 ? `C${i}-USD` : `D${i}`));

/** What a real feed does in a day, one thing after the other: every second and a half is 48 minutes. */
async function trouble(simulator: Simulator): Promise<void> {
  const { faults } = simulator;
  const doings = [
    () => faults.disconnect(1_001),
    () => faults.garbage(),
    () => faults.stall(700),
    () => faults.repeats(),
    () => faults.stale(3 * DAY_MS),
    () => faults.disconnect(1_000),
    () => faults.late(3_600_000),
    () => faults.stale(0),
  ];
  const end = Date.now() + RUN_MS;
  for (let i = 0; Date.now() < end; i++) {
    doings[i % doings.length]?.();
    await sleep(1_500);
  }
}

test("of a day of 2,000 tickers with lost connections, stalls and garbage every frame is a tick, a repeat or refused", async () => {
  const prefix = `e2e-${crypto.randomUUID().slice(0, 8)}`;
  const topics = topicsOf(prefix);
  let begunAt = Number.POSITIVE_INFINITY;
  const now = () => MIDNIGHT + Math.max(0, Date.now() - begunAt) * SPEED;
  const simulator = await startSimulator({ now, alwaysOpen: false, ticksPerSecond: 1 });
  const ingestor = new Service("ingestor", {
    ...variablesOf(prefix),
    KAFKA_BROKERS: brokers(),
    TOPIC_PARTITIONS: "6",
    TICKERS: TICKERS.join(","),
    YAHOO_URL: simulator.url,
  });
  try {
    simulator.faults.stall(60_000);
    await Promise.race([simulator.subscribed(...TICKERS), ingestor.endedEarly()]);
    begunAt = Date.now();
    simulator.faults.stall(0);
    await trouble(simulator);
    simulator.faults.stall(600_000);
    const { frames } = simulator.stats();
    const results = await eventually("all frames taken in", async () => {
      const counts = await ingestor.metric("ingestor_frames_total");
      return [...counts.values()].reduce((sum, count) => sum + count, 0) === frames.total
        ? counts
        : undefined;
    });
    const count = (result: string) => results.get(`result="${result}"`) ?? 0;
    for (const kind of ["market", "garbage", "repeat", "late", "stale"] as const)
      assert.ok(frames[kind] > 0, `no ${kind} frames`);
    for (const result of ["tick", "repeat", "snapshot", "not_base64"]) assert.ok(count(result) > 0, result);
    assert.equal(count("overrun"), 0);
    await ingestor.stop("SIGTERM");
    const records = await readTopic(topics.ticks);
    const ticks = records.filter(({ message }) => message.value !== null);
    assert.equal(ticks.length, count("tick") + count("snapshot"));
    const gaps = records.filter(({ message }) => message.value === null && message.key !== null);
    // The first of every ticker, one for each lost connection, and the last.
    assert.ok(gaps.length > 4 * TICKERS.length, `${gaps.length} gaps`);
  } finally {
    await ingestor.stop("SIGKILL");
    await simulator.close();
    await deleteTopics(prefix);
  }
});
