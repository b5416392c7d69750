import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeFeatures, encodeTick, prefixOf, readSchema } from "@market/wire";
import { assertFeatures, expectedOf } from "../e2e/expected.ts";
import { type Pair, startPair } from "../e2e/pair.ts";
import { type Read, readTopic } from "../e2e/topic.ts";
import { nextPricing, randomOf, type Stock } from "../e2e/traffic.ts";
import type { Features, Tick } from "../model/record.ts";
import { deserialize, serialize } from "./confluent.ts";
import { askRegistry, registryUrl } from "./registry-url.ts";

const TICKERS = ["AMZN", "MSFT", "BTC-USD"];
const PREFIX_BYTES = 6;

let pair: Pair;
let ticks: Read[];
let features: Read[];
let late: Read[];
let dead: Read[];
let checkpoints: Read[];

before(async () => {
  pair = await startPair({
    tickers: TICKERS,
    windows: "1s",
    wait: "1s",
    env: { SCHEMA_REGISTRY_URL: registryUrl() },
  });
  const random = randomOf(7);
  const stocks: Stock[] = TICKERS.map((id, i) => ({ id, price: 50 + i, volume: i, last: undefined }));
  for (let step = 0; step < 80; step++) {
    for (const stock of stocks) pair.simulator.publish(nextPricing(stock, Date.now(), random));
    await sleep(50);
  }
  pair.simulator.send("{no frame}");
  await sleep(3_000);
  await pair.drain();
  const { topics } = pair;
  ticks = await readTopic(topics.ticks);
  features = await readTopic(topics.features);
  late = await readTopic(topics.late);
  dead = await readTopic(topics.dead);
  checkpoints = await readTopic(topics.features.replace(/\.features$/, ".checkpoints.v1"));
});

after(() => pair?.close());

test("features are Protobuf by default, and Confluent's deserialiser reads the naive model's records from them", async () => {
  const expected = expectedOf(ticks, { ...pair.windowing, definitions: [...pair.windowing.definitions] });
  assert.ok(expected.features.length >= 10, `only ${expected.features.length} windows to compare`);
  const read = await deserialize<Features>("Features", valuesOf(features));
  assertFeatures(read, expected.features);
});

test("every tick, features record and late tick carries the id of its topic's schema, and the first message of it", async () => {
  assert.ok(late.length > 0, "no late tick to look at");
  const { topics } = pair;
  const published = [
    { topic: topics.ticks, records: ticks, name: "market.v1.Tick" },
    { topic: topics.features, records: features, name: "market.v1.Features" },
    { topic: topics.late, records: late, name: "market.v1.Tick" },
  ] as const;
  for (const { topic, records, name } of published) {
    const { id } = await askRegistry<{ id: number }>(`/subjects/${topic}-value/versions/latest`);
    const { schema } = await askRegistry<{ schema: string }>(`/schemas/ids/${id}`);
    assert.equal(schema.trim(), (await readSchema(name)).trim());
    const prefixes = new Set(valuesOf(records).map(value => value.subarray(0, PREFIX_BYTES).toString("hex")));
    assert.deepEqual([...prefixes], [`00${id.toString(16).padStart(8, "0")}00`], topic);
  }
});

test("gaps, clock records, dead letters and checkpoints carry none", () => {
  const empty = ticks.filter(({ message }) => message.value === null);
  assert.ok(empty.some(({ message }) => message.key === null) && empty.some(({ message }) => message.key));
  assert.deepEqual(
    valuesOf(dead).map(value => String(value)),
    ["{no frame}"],
  );
  assert.ok(checkpoints.length > 0);
  for (const value of valuesOf(checkpoints)) assert.notEqual(value[0], 0);
});

test("features say in their headers what they are; ticks have no headers", () => {
  for (const { message } of features) {
    const headers = Object.entries(message.headers ?? {}).map(([name, value]) => `${name}=${value}`);
    assert.deepEqual(headers.sort(), [
      "content-type=application/x-protobuf",
      "schema=market.v1.Features",
      "window=1s",
    ]);
  }
  for (const { message } of ticks.filter(each => each.message.value !== null))
    assert.deepEqual(message.headers ?? {}, {});
});

test("ticks and features are byte for byte what Confluent's serialiser writes for the same record and id", async () => {
  for (const [message, records] of [
    ["Tick", ticks],
    ["Features", features],
  ] as const) {
    const values = valuesOf(records).slice(0, 50);
    const read = await deserialize<Tick & Features>(message, values);
    const theirs = await serialize(message, `${pair.topics.ticks}-theirs-${message}`, read);
    const id = theirs[0]!.readUInt32BE(1);
    const encode = (record: Tick & Features) =>
      message === "Tick"
        ? encodeTick(asTick(record), prefixOf(id))
        : encodeFeatures(record, "protobuf", prefixOf(id));
    assert.deepEqual(
      read.map(record => Buffer.from(encode(record))),
      theirs,
    );
    assert.deepEqual(values.map(behindPrefix), theirs.map(behindPrefix));
  }
});

function valuesOf(records: readonly Read[]): Buffer[] {
  return records.flatMap(({ message }) => (message.value === null ? [] : [message.value]));
}

function behindPrefix(value: Buffer): string {
  return value.subarray(PREFIX_BYTES).toString("hex");
}

/** The encoder's type has null where the model's has nothing. */
function asTick(record: Tick): Parameters<typeof encodeTick>[0] {
  return record as unknown as Parameters<typeof encodeTick>[0];
}
