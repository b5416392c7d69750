import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Features } from "@market/windowing";
import { encodeFeatures, prefixOf } from "@market/wire";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { createTopics } from "../new-topics.ts";
import { type Ended, runCommand } from "../research/command.ts";
import { inFolder } from "../research/folder.ts";
import { comparable } from "../research/pair-in-memory.ts";
import { readCsv } from "../research/read-csv.ts";
import { makeRecording, T } from "../research/recording.ts";
import { someFeatures } from "../research/some-features.ts";
import { eventually } from "./eventually.ts";
import { deleteTopics } from "./pair.ts";
import { Service } from "./service.ts";
import { brokers, client, readTopic } from "./topic.ts";
import { type Topics, topicsOf, variablesOf } from "./topics.ts";

const run = promisify(execFile);
const REPLAY = fileURLToPath(new URL("../../services/ingestor/src/replay-main.ts", import.meta.url));
const MODULE = fileURLToPath(new URL("../windower/feature-modules/two-features.ts", import.meta.url));

interface Played {
  readonly file: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly topics: Topics;
}

/** Plays a recording into topics of its own, has a windower fold all of it, and ends the windower. */
async function play(
  lines: readonly string[],
  settings: Readonly<Record<string, string>>,
  use: (played: Played) => Promise<void>,
): Promise<void> {
  const prefix = `e2e-${crypto.randomUUID().slice(0, 8)}`;
  const topics = topicsOf(prefix);
  const env = { KAFKA_BROKERS: brokers(), ...variablesOf(prefix), TOPIC_PARTITIONS: "3", ...settings };
  await inFolder(async folder => {
    try {
      const file = join(folder, "recording.jsonl");
      await writeFile(file, lines.join("\n"));
      const path = { PATH: process.env.PATH };
      await run(process.execPath, [REPLAY, file, "--speed", "0", "--tail", "1d"], {
        env: { ...path, ...env },
      });
      const windower = new Service("windower", env);
      try {
        await eventually("every record folded", () => isFolded(topics.ticks, windower));
      } finally {
        await windower.stop();
      }
      await use({ file, folder, env, topics });
    } finally {
      await deleteTopics(prefix);
    }
  });
}

async function isFolded(topic: string, windower: Service): Promise<true | undefined> {
  if (windower.port === undefined) return undefined;
  const admin = client().admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const positions = await windower.metric("windower_committed_position");
  const isBehind = ({ partition, high }: { partition: number; high: string }) =>
    (positions.get(`partition="${partition}"`) ?? 0) < Number(high);
  return ends.some(isBehind) ? undefined : true;
}

function good({ code, stdout, stderr }: Ended): string {
  assert.equal(code, 0, stderr);
  return stdout;
}

function parse(jsonLines: string): Features[] {
  return jsonLines
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line));
}

test("a backfill gives the records that a replay and a windower publish, and the features command reads them as they are", async () => {
  const settings = {
    WINDOWS: "1m,5m,5m/1m,session:30s",
    WAIT: "5s",
    FEATURE_MODULES: MODULE,
    ALIGN: "America/New_York@09:30",
  };
  await play(makeRecording(31, 6_000), settings, async ({ file, folder, env, topics }) => {
    const published = (await readTopic(topics.features)).map(({ message }) => String(message.value));
    const records = parse(published.join("\n"));
    assert.ok(records.length > 1_000, `${records.length} records`);
    const late = join(folder, "late.jsonl");
    const args = [file, "--format", "jsonl", "--tail", "1d", "--late", late];
    const folded = good(await runCommand("backfill", args, env));
    assert.deepEqual(comparable(parse(folded)), comparable(records));
    const lateTicks = await readTopic(topics.late);
    assert.ok(lateTicks.length > 10, `${lateTicks.length} late`);
    assert.equal((await readFile(late, "utf8")).trimEnd().split("\n").length, lateTicks.length);

    const read = good(await runCommand("features", ["--format", "jsonl"], env));
    assert.deepEqual(read.trimEnd().split("\n"), published, "byte for byte, partition after partition");
  });
});

test("features are found by ticker, window and time in every format, from JSON and from Protobuf", async () => {
  for (const format of ["json", "protobuf"]) {
    const settings = { WINDOWS: "1m,5m", FEATURES_FORMAT: format, FEATURE_MODULES: MODULE };
    await play(makeRecording(32, 3_000), settings, async ({ folder, env }) => {
      const all = parse(good(await runCommand("features", ["--format", "jsonl"], env)));
      // Both are windows of its own: the first is wanted, the other is not.
      const starts = all
        .filter(({ ticker, window }) => ticker === "AMZN" && window === "1m")
        .map(each => each.window_start);
      const [from, to] = [
        starts.find(each => each > T + 600_000)!,
        starts.find(each => each > T + 1_800_000)!,
      ];
      const wanted = all.filter(
        ({ ticker, window, window_start }) =>
          ["AMZN", "BTC-USD"].includes(ticker) &&
          window === "1m" &&
          window_start >= from &&
          window_start < to,
      );
      assert.ok(wanted.length > 20 && wanted.length < all.length / 4, `${wanted.length} of ${all.length}`);
      const selection = [
        "--ticker",
        "AMZN,BTC-USD",
        "--window",
        "1m",
        "--from",
        new Date(from).toISOString(),
        "--to",
        String(to),
      ];
      const found = good(await runCommand("features", [...selection, "--format", "jsonl"], env));
      assert.deepEqual(parse(found), wanted);

      const [header, ...rows] = readCsv(good(await runCommand("features", selection, env)));
      const column = (name: string) => rows.map(row => row[header!.indexOf(name)]);
      assert.deepEqual(
        column("close"),
        wanted.map(({ close }) => String(close)),
      );
      assert.deepEqual(
        column("volume"),
        wanted.map(({ volume }) => String(volume ?? "")),
      );
      assert.deepEqual(
        column("custom.half_range"),
        wanted.map(({ custom }) => String(custom.half_range)),
      );

      const out = join(folder, "found.parquet");
      good(await runCommand("features", [...selection, "--out", out], env));
      const parquet = await parquetReadObjects({ file: await asyncBufferFromFile(out) });
      assert.deepEqual(
        parquet.map(row => [
          row.ticker,
          row.window_start,
          row.vwap,
          row.volume,
          row["custom.first_price"],
          row.gap,
        ]),
        wanted.map(({ ticker, window_start, vwap, volume, custom, gap }) => [
          ticker,
          BigInt(window_start),
          vwap,
          volume === null ? null : BigInt(volume),
          custom.first_price,
          gap,
        ]),
      );

      const none = await runCommand(
        "features",
        ["--ticker", "NVDA", "--from", "2030-01-01", "--format", "jsonl"],
        env,
      );
      assert.deepEqual([none.code, none.stdout], [0, ""]);
      assert.match(
        none.stderr,
        /has nothing of NVDA, any window, from 2030-01-01T00:00:00.000Z\n.*its latest [\d,]+ records: tickers .*AMZN.*; windows 1m, 5m; window_start from 2024-04-16T1/s,
      );
    });
  }
});

interface Begun {
  readonly commit: () => Promise<void>;
  readonly abort: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
}

/** Begins a transaction with these records on partition 0 of a topic; what ends it is the caller's. */
async function begin(topic: string, values: readonly { value: Uint8Array; type?: string }[]): Promise<Begun> {
  const producer = client().producer({
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: `features-${crypto.randomUUID()}`,
  });
  await producer.connect();
  const transaction = await producer.transaction();
  const messages = values.map(({ value, type }) => ({
    partition: 0,
    value: Buffer.from(value),
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  }));
  await transaction.send({ topic, messages, acks: -1 });
  return {
    commit: () => transaction.commit(),
    abort: () => transaction.abort(),
    disconnect: () => producer.disconnect(),
  };
}

test("what was given up is not there, an open transaction is not waited for, and values are read however they were written", async () => {
  const topic = `e2e-${crypto.randomUUID().slice(0, 8)}.features`;
  const admin = client().admin();
  await admin.connect();
  await createTopics(admin, { topic, numPartitions: 1 });
  await admin.disconnect();
  const [json, protobuf, framed, headless, ...rest] = someFeatures();
  const written = [
    { value: encodeFeatures(json!, "json"), type: "application/json" },
    { value: encodeFeatures(protobuf!, "protobuf"), type: "application/x-protobuf" },
    { value: encodeFeatures(framed!, "protobuf", prefixOf(7)), type: "application/x-protobuf" },
    { value: encodeFeatures(headless!, "json") },
  ];
  const lost = rest.slice(0, 5).map(each => ({ value: encodeFeatures(each, "json") }));
  const begun: Begun[] = [];
  const next = async (values: readonly { value: Uint8Array; type?: string }[]) => {
    const transaction = await begin(topic, values);
    begun.push(transaction);
    return transaction;
  };
  try {
    await (await next(written)).commit();
    await (await next(lost)).abort();
    await (await next(written.slice(0, 1))).commit();
    const open = await next(lost);
    const env = { KAFKA_BROKERS: brokers(), FEATURES_TOPIC: topic };
    const found = parse(good(await runCommand("features", ["--format", "jsonl"], env)));
    // In a map of Protobuf a null is left out.
    const defined = ({ custom }: Features) => Object.entries(custom).filter(([, value]) => value !== null);
    const plain = (features: Features) => ({ ...features, custom: Object.fromEntries(defined(features)) });
    assert.deepEqual(found.map(plain), [json!, protobuf!, framed!, headless!, json!].map(plain));
    await open.abort();
  } finally {
    await Promise.all(begun.map(each => each.disconnect()));
    await deleteTopics(topic);
  }
});

test("a topic that is not there, and a broker, are named", async () => {
  const env = { KAFKA_BROKERS: brokers(), FEATURES_TOPIC: "no-such-topic" };
  const ended = await runCommand("features", [], env);
  assert.deepEqual([ended.code, ended.stdout], [1, ""]);
  assert.match(ended.stderr, /^there is no topic no-such-topic at .*: is FEATURES_TOPIC right\?\n$/);
  const away = await runCommand("features", [], { KAFKA_BROKERS: "127.0.0.1:1" });
  assert.equal(away.code, 1);
  assert.match(away.stderr, /^no answer from 127\.0\.0\.1:1 within 15 s: is KAFKA_BROKERS right\?\n$/);
});
