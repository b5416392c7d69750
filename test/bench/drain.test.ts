import assert from "node:assert/strict";
import { test } from "node:test";
import { writeBacklog } from "@market/bench/backlog.ts";
import { foldBars, lastDueEnd } from "@market/bench/bars.ts";
import { drain, nextRun } from "@market/bench/drain.ts";
import { withAdmin } from "@market/bench/kafka/admin.ts";
import { deleteTopics } from "@market/bench/kafka/topics.ts";
import type { Bench } from "@market/bench/part.ts";
import { FEWEST, windower } from "@market/bench/participants/windower.ts";
import { ticksOf } from "@market/bench/ticks.ts";
import { decodeTick } from "@market/wire";
import { brokers, readTopic } from "../e2e/topic.ts";

const bench: Bench = {
  ...{ runs: 1, longRuns: 1, peerRuns: 1, isQuick: true, progress: () => undefined },
  broker: async () => brokers(),
  signal: new AbortController().signal,
};
const SIZE = { tickers: 50, ticks: 50 * 140, partitions: 3 };

test("a backlog holds the ticks as an ingestor writes them, and a clock record a partition behind them", async () => {
  const run = nextRun();
  try {
    const { to } = await writeBacklog({ brokers: brokers(), topic: run, ...SIZE });
    const records = await readTopic(run);
    const clocks = records.filter(({ message }) => message.key === null);
    assert.deepEqual(
      clocks.map(({ partition, message }) => [partition, Number(message.timestamp), message.value]),
      [0, 1, 2].map(partition => [partition, to + 75_000, null]),
    );
    const ticks = records.filter(({ message }) => message.key !== null);
    const expected = Array.from(
      ticksOf(SIZE),
      tick => `${tick.ticker} ${tick.time} ${tick.price} ${tick.day_volume}`,
    );
    const found = ticks.map(({ message: { key, value, timestamp } }) => {
      const { ticker, time, price, day_volume, received_time } = decodeTick(value!)!;
      assert.equal(String(key), ticker);
      assert.equal(Number(timestamp), received_time);
      return `${ticker} ${time} ${price} ${day_volume}`;
    });
    assert.deepEqual(found.sort(), expected.sort());
  } finally {
    await deleteTopics(brokers(), run);
  }
});

test("the windower drains a backlog, its windows are those of the plain fold, and no topic of the run stays", async () => {
  const run = nextRun();
  try {
    const backlog = await writeBacklog({ brokers: brokers(), topic: run, ...SIZE });
    const due = foldBars(SIZE, lastDueEnd(SIZE));
    assert.equal(due.size, 2 * SIZE.tickers);
    for (const format of ["json", "protobuf"] as const) {
      const ours = windower("windower", { features: FEWEST, format });
      const { ms, equal, cpuSeconds } = await drain(bench, ours, { backlog, due, hasCpu: true });
      assert.equal(equal, due.size);
      assert.ok(ms > 0 && cpuSeconds! > 0);
    }
    const left = await withAdmin(brokers(), admin => admin.listTopics());
    assert.deepEqual(
      left.filter(topic => topic.includes(`bench-${process.pid}-`)),
      [run],
    );
  } finally {
    await deleteTopics(brokers(), run);
  }
});

test("a participant that ends by itself fails its run with its last words", async () => {
  const run = nextRun();
  try {
    const backlog = await writeBacklog({ brokers: brokers(), topic: run, ...SIZE });
    const broken = {
      ...windower("broken", {}),
      command: () => ({
        file: process.execPath,
        args: ["-e", "console.error('out of luck'); process.exit(3)"],
      }),
    };
    await assert.rejects(
      drain(bench, broken, { backlog, due: new Map() }),
      /broken ended before: it consumes\nout of luck/,
    );
  } finally {
    await deleteTopics(brokers(), run);
  }
});
