import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { partitionOf } from "@market/kafka";
import { Fold, type FoldOptions, readRecordings } from "@market/research";
import { readConfig } from "@market/windower";
import type { Features, LateTick } from "@market/windowing";
import { inFolder } from "./folder.ts";
import { comparable, playThroughPair } from "./pair-in-memory.ts";
import { makeRecording, T } from "./recording.ts";

const PARTITIONS = 3;
const hash = (ticker: string) => partitionOf(ticker, PARTITIONS);

const { windowing } = readConfig({
  WINDOWS: "1m,5m,5m/1m,session:30s,1d",
  ALIGN: "America/New_York@09:30",
  WAIT: "5s",
});
const custom = [
  { name: "range", of: ({ price }: { price: Float64Array }) => Math.max(...price) - Math.min(...price) },
];
const options: FoldOptions = {
  partitions: PARTITIONS,
  partitionOf: hash,
  windowing: { ...windowing, custom },
};

async function foldAll(files: readonly string[], settings = options) {
  const fold = new Fold(settings);
  const features: Features[] = [];
  const late: LateTick[] = [];
  const collect = () => {
    const output = fold.takeClosed();
    features.push(...output.features);
    late.push(...output.late);
  };
  for await (const { recorded } of readRecordings(files)) {
    fold.take(recorded);
    collect();
  }
  fold.end(undefined);
  collect();
  return { fold, features, late };
}

test("a recording that is folded gives the features that the pair makes of it, and counts its lines alike", async () => {
  await inFolder(async folder => {
    let late = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const file = join(folder, `${seed}.jsonl`);
      await writeFile(file, makeRecording(seed, 3_000).join("\n"));
      const expected = await playThroughPair(file, PARTITIONS, hash, options.windowing);
      const folded = await foldAll([file]);
      assert.deepEqual(comparable(folded.features), comparable(expected.features), `seed ${seed}`);
      assert.equal(folded.late.length, expected.late);
      assert.deepEqual(folded.fold.results, expected.results);
      assert.ok(expected.features.length > 400, `${expected.features.length} features`);
      late += expected.late;
    }
    assert.ok(late > 100, `${late} late`);
  });
});

test("files that are read one after another give what one file of all their lines gives", async () => {
  await inFolder(async folder => {
    const lines = makeRecording(77, 2_000).filter(line => line.includes("received_time"));
    const [whole, first, second] = ["whole", "first", "second"].map(name => join(folder, name));
    await writeFile(whole!, lines.join("\n"));
    await writeFile(first!, `${lines.slice(0, 900).join("\n")}\n`);
    await writeFile(second!, lines.slice(900).join("\r\n"));
    assert.deepEqual((await foldAll([first!, second!])).features, (await foldAll([whole!])).features);
  });
});

test("every window is closed at the end, whatever its length and however far behind its ticker is", async () => {
  await inFolder(async folder => {
    const file = join(folder, "few.jsonl");
    const delayed = { ticker: "7203.T", time: T - 5 * 3_600_000, received_time: T, price: 1 };
    const lines = [delayed, { ticker: "A", time: T, received_time: T, price: 1 }];
    await writeFile(file, lines.map(each => JSON.stringify(each)).join("\n"));
    for (const WINDOWS of ["1m", "session:1h", "1m,5m,5m/1m,session:30s,1d"]) {
      const { windowing } = readConfig({ WINDOWS, ALIGN: "America/New_York@09:30" });
      const { features } = await foldAll([file], { ...options, windowing });
      for (const ticker of ["7203.T", "A"]) {
        const windows = features.filter(each => each.ticker === ticker).map(each => each.window);
        assert.deepEqual(new Set(windows), new Set(WINDOWS.split(",")), ticker);
      }
    }
  });
});

test("a window is closed at the end too where its ticker has fallen far behind since it opened", async () => {
  await inFolder(async folder => {
    const file = join(folder, "slower.jsonl");
    const hours = [0, 1, 2, 3].map(hour => {
      const received_time = T + hour * 3_600_000;
      return { ticker: "A", time: received_time - (hour === 0 ? 0 : 5 * 3_600_000), received_time, price: 1 };
    });
    await writeFile(file, hours.map(each => JSON.stringify(each)).join("\n"));
    const { windowing } = readConfig({ WINDOWS: "1d", ALIGN: "America/New_York@09:30" });
    const { features, late } = await foldAll([file], { ...options, windowing });
    const sizes = features.map(({ ticks }) => ticks);
    assert.deepEqual([sizes, late.length], [[1], hours.length - 1]);
  });
});

test("a partition that is silent gets the clock records that an ingestor would write: its windows close while others go on", async () => {
  await inFolder(async folder => {
    const file = join(folder, "silent.jsonl");
    const [silent, busy] = ["AMZN", ["MSFT", "A", "TSLA", "GOOG"].find(each => hash(each) !== hash("AMZN"))!];
    const tick = (ticker: string, time: number) =>
      JSON.stringify({ ticker, time, received_time: time, price: 1 + (time % 7) });
    const lines = [tick(silent, T), ...Array.from({ length: 400 }, (_, i) => tick(busy, T + i * 1_000))];
    await writeFile(file, lines.join("\n"));
    const fold = new Fold(options);
    for await (const { recorded } of readRecordings([file])) fold.take(recorded);
    const closed = fold.takeClosed().features.filter(({ ticker }) => ticker === silent);
    assert.deepEqual(closed.map(({ window }) => window).sort(), [
      "1m",
      "5m",
      ...Array(5).fill("5m/1m"),
      "session:30s",
    ]);
  });
});
