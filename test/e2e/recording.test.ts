import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { decodeTick, parseFrame } from "@market/wire";
import { bare } from "../wire/frames.ts";
import { deleteTopics } from "./pair.ts";
import { brokers, readTopic } from "./topic.ts";
import { topicsOf, variablesOf } from "./topics.ts";
import { nextPricing, randomOf, type Stock } from "./traffic.ts";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../../services/ingestor/src/replay-main.ts", import.meta.url));
const T = Date.UTC(2024, 3, 16, 14, 20);

/** An hour of two tickers, a frame every ten seconds, with the time each was received at. */
function recording(): { frame: string; received_time: number }[] {
  const random = randomOf(3);
  const stocks: Stock[] = ["AMZN", "MSFT"].map(id => ({ id, price: 100, volume: 0, last: undefined }));
  return Array.from({ length: 720 }, (_, i) => {
    const received_time = T + i * 5_000;
    return { received_time, frame: bare(nextPricing(stocks[i % 2]!, received_time, random)) };
  });
}

test("a recording is published as the live feed would have been: every tick once, at its received time, in order", async () => {
  const prefix = `e2e-${crypto.randomUUID().slice(0, 8)}`;
  const topics = topicsOf(prefix);
  const dir = await mkdtemp(join(tmpdir(), "market-replay-"));
  try {
    const lines = recording();
    const file = join(dir, "hour.jsonl");
    await writeFile(file, [...lines.map(each => JSON.stringify(each)), "no frame at all"].join("\n"));
    const env = {
      PATH: process.env.PATH,
      ...variablesOf(prefix),
      KAFKA_BROKERS: brokers(),
      TOPIC_PARTITIONS: "2",
    };
    const { stdout } = await run(process.execPath, [MAIN, file, "--speed", "7200"], { env });
    assert.match(stdout, /721 lines, 1 that are no ticks, 2 tickers, 2024-04-16T14:20:00/);

    const expected = new Map<string, number>();
    for (const { frame, received_time } of lines) {
      const parsed = parseFrame(frame, received_time);
      assert.ok("tick" in parsed);
      const { ticker, time, price, day_volume } = parsed.tick;
      const identity = [ticker, time, price, day_volume].join();
      if (!expected.has(identity)) expected.set(identity, received_time);
    }
    const records = await readTopic(topics.ticks);
    const found = records.flatMap(({ message }) => {
      const tick = message.value && decodeTick(message.value);
      if (!tick) return [];
      const { ticker, time, price, day_volume, snapshot } = tick;
      assert.equal(snapshot, null);
      return [[[ticker, time, price, day_volume].join(), Number(message.timestamp)] as const];
    });
    assert.equal(found.length, expected.size);
    assert.deepEqual(new Map(found), expected);
    for (const partition of [0, 1]) {
      const times = records
        .filter(each => each.partition === partition)
        .map(({ message }) => Number(message.timestamp));
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      assert.equal(
        times.at(-1),
        T + 719 * 5_000 + 120_000,
        "time goes on for two minutes, so that windows close",
      );
    }
    const again = run(process.execPath, [MAIN, file, "--speed", "0"], { env });
    await assert.rejects(again, ({ stderr }) => /has records already.*set TICKS_TOPIC/.test(stderr));
  } finally {
    await rm(dir, { recursive: true });
    await deleteTopics(prefix);
  }
});

test("a recording that cannot be played is refused with what was expected, and exit code 2", async () => {
  for (const [args, expected] of [
    [[], /FILE \[--speed 60\]/],
    [["a", "b"], /FILE \[--speed 60\]/],
    [["a", "--speed", "fast"], /--speed fast: expected a number/],
    [["a", "--tail", "soon"], /--tail soon: expected a duration/],
    [["a", "--loud"], /--loud/],
  ] as const) {
    await assert.rejects(run(process.execPath, [MAIN, ...args]), ({ code, stderr }) => {
      assert.equal(code, 2);
      assert.match(stderr, expected);
      return true;
    });
  }
});
