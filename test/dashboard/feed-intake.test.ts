import assert from "node:assert/strict";
import { test } from "node:test";
import { DashboardMetrics } from "@market/dashboard";
import { recordsOf } from "@market/kafka";
import { Records } from "@market/log";
import type { Features } from "@market/windowing";
import { FeaturesIntake } from "../../services/dashboard/src/features-intake.ts";
import { History } from "../../services/dashboard/src/history.ts";
import { WatermarkDelay } from "../../services/dashboard/src/watermark-delay.ts";
import { keepingLog } from "../kafka/feed.ts";
import { jsonOf, minute, record, recordOf } from "./feed-records.ts";

const NOW = minute().window_end + 11_000;

/** An intake into a real history, and all that it pushed and said. */
function open(history = new History({ barsMax: 100_000 })) {
  const pushed: string[] = [];
  const { log, said } = keepingLog();
  const metrics = new DashboardMetrics();
  const watermarkDelay = new WatermarkDelay();
  const live = {
    push: (window: string, bars: readonly Pick<Features, "ticker" | "window_start">[]) =>
      void pushed.push(...bars.map(({ ticker, window_start }) => `${window} ${ticker} ${window_start}`)),
    reset: () => void pushed.push("reset"),
  };
  const clock = { now: () => NOW };
  const intake = new FeaturesIntake({ history, live, watermarkDelay, metrics, clock, log });
  const total = async (name: "bars" | "undecodable") => (await metrics[name].get()).values[0]?.value ?? 0;
  return { intake, history, pushed, said, total, watermarkDelay };
}

const nameOf = ({ window, ticker, window_start }: Features) => `${window} ${ticker} ${window_start}`;

test("what comes live is pushed in the order of its coming, by window; what was there before is not", async () => {
  const { intake, history, pushed, total, watermarkDelay } = open();
  await intake.take([recordOf(minute())], false);
  assert.deepEqual(pushed, []);
  assert.equal(watermarkDelay.medianMs(NOW), null);
  const next = [
    minute({ ticker: "B" }),
    minute({ ticker: "A", window: "5m/1m" }),
    minute({ ticker: "B", close: 1, low: 1 }),
    minute({ ticker: "A" }),
  ];
  await intake.take(
    next.map(each => recordOf(each)),
    true,
  );
  assert.deepEqual(pushed, [...[next[0]!, next[2]!, next[3]!].map(nameOf), nameOf(next[1]!)]);
  assert.equal(history.bars, 4);
  assert.equal(await total("bars"), 5);
  assert.equal(watermarkDelay.medianMs(NOW), 11_000);
});

test("many records let others have their turn, and each slice is pushed in the turn that it was added in", async () => {
  const { intake, history, pushed } = open();
  const { window_start, window_end } = minute();
  const records = Array.from({ length: 20_000 }, (_, n) =>
    recordOf(minute({ window_start: window_start - n * 60_000, window_end: window_end - n * 60_000 })),
  );
  let turns = 0;
  let isDone = false;
  const look = () => {
    if (isDone) return;
    turns++;
    assert.equal(pushed.length, history.bars, "what is held is pushed");
    setImmediate(look);
  };
  setImmediate(look);
  await intake.take(records, true);
  isDone = true;
  assert.equal(pushed.length, records.length);
  assert.ok(turns > 3, `${turns} turns`);
});

test("records are made one by one as they are taken: a small fetch may hold millions", async () => {
  const { intake, total } = open();
  const batch = Records.of(Array.from({ length: 200 }, (_, offset) => ({ ...record({ offset }) })));
  let made = 0;
  const at = batch.at.bind(batch);
  batch.at = row => {
    made++;
    return at(row);
  };
  const records = recordsOf([
    { partition: 1, records: batch },
    { partition: 2, records: batch },
  ]);
  assert.deepEqual([records.length, made], [400, 0]);
  const [first] = records;
  assert.deepEqual([first?.partition, first?.offset, made], [1, 0, 1]);
  await intake.take(records, true);
  assert.equal(await total("undecodable"), 400);
});

test("bad records are counted and said once, and the good ones between them are taken", async () => {
  const { intake, history, said, total } = open();
  const bad = [record({ value: null }), jsonOf({ ...minute(), close: "1" }), jsonOf([])];
  const records = [bad[0]!, recordOf(minute()), bad[1]!, recordOf(minute({ ticker: "B" })), bad[2]!];
  await intake.take(records, true);
  assert.equal(history.bars, 2);
  assert.equal(await total("undecodable"), 3);
  assert.deepEqual(said, ["warn: a record is no features record; more of them are only counted"]);
});

test("records of more tickers than can be held are said once", async () => {
  const { intake, history, said } = open(new History({ barsMax: 100_000, seriesMax: 3 }));
  await intake.take(
    Array.from({ length: 9 }, (_, n) => recordOf(minute({ ticker: `T${n}` }))),
    true,
  );
  assert.equal(history.refusedRecords, 6);
  assert.deepEqual(said, ["warn: there are too many windows or tickers: records of more are only counted"]);
});

test("when all comes anew nothing is left of what was, and every page is told", async () => {
  const { intake, history, pushed, watermarkDelay } = open();
  await intake.take([recordOf(minute())], true);
  intake.begin();
  assert.equal(history.bars, 0);
  assert.equal(pushed.at(-1), "reset");
  assert.equal(watermarkDelay.medianMs(NOW), null);
});
