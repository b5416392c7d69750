import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Tick } from "@market/windowing";
import { encodeTick, prefixOf } from "@market/wire";
import { FeedDelay } from "../../services/dashboard/src/feed-delay.ts";
import { LateTicks } from "../../services/dashboard/src/late-ticks.ts";
import { median } from "../../services/dashboard/src/median.ts";
import { watchFeed } from "../../services/dashboard/src/watch-feed.ts";
import { WatermarkDelay } from "../../services/dashboard/src/watermark-delay.ts";
import { keepingLog } from "../kafka/feed.ts";
import { record } from "./feed-records.ts";

const NOW = 1_713_277_200_000;
const MINUTE = 60_000;

test("the median is the middle one of however many, in whatever order", () => {
  assert.equal(median([]), null);
  assert.equal(median([7]), 7);
  assert.equal(median([10, 2]), 6);
  assert.equal(median([100, 9, -3]), 9);
  assert.equal(median([10, 9, 100, 1]), 9.5);
});

describe("the feed's delay", () => {
  const tick = (partition: number, timestamp: number, delayMs: number, changes: Partial<Tick> = {}) => {
    const made = {
      ticker: "AMZN",
      time: timestamp - delayMs,
      received_time: timestamp,
      price: 1,
      ...changes,
    };
    return record({ partition, timestamp, value: encodeTick(made as Tick) });
  };

  test("is unknown before a tick, and clock records are heard all the same", () => {
    const feed = new FeedDelay();
    assert.deepEqual([feed.medianMs, feed.tickAt, feed.heardAt], [null, null, null]);
    feed.take([record({ timestamp: NOW - 500 })], NOW);
    assert.deepEqual([feed.medianMs, feed.tickAt, feed.heardAt], [null, null, NOW - 500]);
  });

  test("is the median over the partitions, of plain and prefixed values", () => {
    const feed = new FeedDelay();
    const prefixed = { ticker: "A", time: NOW - 1_300, received_time: NOW, price: 1 } as Tick;
    feed.take([tick(0, NOW - 100, 300), tick(1, NOW - 50, 900)], NOW);
    feed.take([record({ timestamp: NOW, value: encodeTick(prefixed, prefixOf(3)) })], NOW);
    assert.equal(feed.medianMs, 900);
    assert.equal(feed.tickAt, NOW);
  });

  test("is of the latest fifty of a partition, and of none that is over a minute older than the latest", () => {
    const feed = new FeedDelay();
    feed.take([tick(0, NOW - 70_000, 60_000)], NOW);
    assert.equal(feed.medianMs, 60_000);
    const ticks = Array.from({ length: 60 }, (_, i) => tick(1, NOW - 60 + i, i < 10 ? 50_000 : 200));
    feed.take(ticks, NOW);
    assert.equal(feed.medianMs, 200);
  });

  test("knows nothing of snapshots, gaps and what is no tick", () => {
    const feed = new FeedDelay();
    const values = [null, Buffer.from("no tick"), Buffer.alloc(3), Buffer.from([255, 255, 255])];
    feed.take([tick(0, NOW - 10, 3_600_000, { snapshot: true })], NOW);
    feed.take(
      values.map(value => record({ timestamp: NOW - 5, value })),
      NOW,
    );
    assert.deepEqual([feed.medianMs, feed.tickAt, feed.heardAt], [null, NOW - 10, NOW - 5]);
  });

  test("is unknown while the ticks may not be read, and said by a lack once", async () => {
    const feedDelay = new FeedDelay();
    const { log, said } = keepingLog();
    const ended = new AbortController();
    const refused = Object.assign(new Error("not allowed"), { type: "TOPIC_AUTHORIZATION_FAILED" });
    const looks = [[tick(0, NOW - 100, 300)], refused, refused, [tick(0, NOW, 200)]];
    const seen: unknown[] = [];
    const clock = {
      now: () => NOW,
      after: (_ms: number, callback: () => void) => {
        seen.push([feedDelay.medianMs, feedDelay.tickAt, feedDelay.heardAt]);
        if (looks.length === 0) ended.abort();
        setImmediate(callback);
        return () => undefined;
      },
    };
    const tail = {
      look: async () => {
        const next = looks.shift()!;
        if (next instanceof Error) throw next;
        return next;
      },
    };
    await watchFeed({ feedDelay, tail, clock, log }, ended.signal);
    const nothing = [null, null, null];
    assert.deepEqual(seen, [[300, NOW - 100, NOW - 100], nothing, nothing, [200, NOW, NOW]]);
    assert.equal(said.filter(each => each.startsWith("warn")).length, 1);
  });

  test("is not heard from in the future", () => {
    const feed = new FeedDelay();
    feed.take([tick(0, NOW + 1e12, 100)], NOW);
    assert.deepEqual([feed.tickAt, feed.heardAt], [NOW, NOW]);
  });
});

describe("the watermark's delay", () => {
  test("is the median of the last minute, and of what came before where nothing did", () => {
    const delay = new WatermarkDelay();
    assert.equal(delay.medianMs(NOW), null);
    for (const each of [11_000, 12_000, 13_000]) delay.note(NOW - each, NOW);
    assert.equal(delay.medianMs(NOW), 12_000);
    const later = NOW + 2 * MINUTE;
    assert.equal(delay.medianMs(later), 12_000);
    delay.note(later - 500, later);
    assert.equal(delay.medianMs(later), 500);
  });

  test("forgets all but the latest two hundred", () => {
    const delay = new WatermarkDelay();
    for (let i = 0; i < 300; i++) delay.note(NOW - (i < 150 ? 9_000 : 100), NOW);
    assert.equal(delay.medianMs(NOW), 100);
  });
});

describe("late ticks", () => {
  test("are counted for as long as the history spans, to the minute", () => {
    const late = new LateTicks(10 * MINUTE);
    for (let minute = 0; minute < 30; minute++) late.add(NOW - minute * MINUTE, NOW);
    assert.equal(late.count(NOW), 11);
    assert.equal(late.count(NOW + 5 * MINUTE), 6);
    assert.equal(late.count(NOW + 60 * MINUTE), 0);
    late.add(NOW + 60 * MINUTE, NOW + 60 * MINUTE);
    assert.equal(late.count(NOW + 60 * MINUTE), 1);
    late.clear();
    assert.equal(late.count(NOW + 60 * MINUTE), 0);
  });

  test("of a time to come are of now: they are gone when their time is", () => {
    const late = new LateTicks(MINUTE);
    for (let i = 0; i < 1_000; i++) late.add(Number.MAX_SAFE_INTEGER - i * MINUTE, NOW);
    assert.equal(late.count(NOW), 1_000);
    assert.equal(late.count(NOW + 3 * MINUTE), 0);
  });
});
