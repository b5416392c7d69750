import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { decodeFeatures } from "@market/wire";
import { brokers, readTopic } from "../e2e/topic.ts";
import { type RunningWindower, startWindower } from "../examples/running-windower.ts";
import { produce } from "./confluent.ts";
import { askRegistry, registryUrl } from "./registry-url.ts";

const MINUTE = Date.UTC(2024, 3, 16, 14, 20);

/** Some with the frame of Confluent's serialiser, some without, as in a topic that was switched over. */
const TICKS = [
  { ticker: "AMZN", second: 19, price: 184.61, registered: false },
  { ticker: "MSFT", second: 19, price: 417.29, registered: true },
  { ticker: "AMZN", second: 33, price: 184.38, registered: true },
  { ticker: "AMZN", second: 41, price: 184.62, registered: true },
  { ticker: "AMZN", second: 52, price: 184.39, registered: false },
  { ticker: "MSFT", second: 55, price: 416.84, registered: true },
].map(({ second, ...tick }) => {
  const time = MINUTE + second * 1_000;
  return { ...tick, time, received_time: time + 300 };
});

let windower: RunningWindower;

before(async () => {
  windower = await startWindower({ TOPIC_PARTITIONS: "3", SCHEMA_REGISTRY_URL: registryUrl() });
  await produce(windower.topics.ticks, TICKS, MINUTE + 120_000, brokers());
  await windower.untilFolded();
});

after(() => windower?.close());

test("ticks written with Confluent's serialiser are folded, beside plain ones in one topic", async () => {
  const features = (await readTopic(windower.topics.features)).map(({ message }) =>
    decodeFeatures(message.value!, "protobuf"),
  );
  const found = features.map(({ ticker, ticks, open, close }) => ({ ticker, ticks, open, close }));
  assert.deepEqual(
    found.sort((a, b) => (a.ticker < b.ticker ? -1 : 1)),
    [
      { ticker: "AMZN", ticks: 4, open: 184.61, close: 184.39 },
      { ticker: "MSFT", ticks: 2, open: 417.29, close: 416.84 },
    ],
  );
  assert.deepEqual(await readTopic(windower.topics.dead), []);
});

test("the serialiser's own frame was there: its id is the one that it registered for the topic", async () => {
  const { ticks } = windower.topics;
  const { id } = await askRegistry<{ id: number }>(`/subjects/${ticks}-value/versions/latest`);
  const firstBytes = (await readTopic(ticks)).flatMap(({ message: { value } }) =>
    value === null ? [] : [value[0] === 0 ? value.readUInt32BE(1) : "plain"],
  );
  assert.deepEqual(firstBytes.sort(), [id, id, id, id, "plain", "plain"]);
});
