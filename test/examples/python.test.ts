import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { partitionOf } from "@market/kafka";
import { decodeTick } from "@market/wire";
import { assertFeatures, expectedOf } from "../e2e/expected.ts";
import { brokers, type Read, readTopic } from "../e2e/topic.ts";
import { pathOf } from "./document.ts";
import { findPython, runPython } from "./python.ts";
import { type RunningWindower, startWindower } from "./running-windower.ts";

const PRODUCE = pathOf("examples/ticks/produce.py");
const PARTITIONS = 12;

/** The rows of produce.py, by hand: what a minute of them comes to. */
const MINUTES = {
  AMZN: { ticks: 4, open: 184.61, high: 184.62, low: 184.38, close: 184.39, inner_volume: 56_134 },
  "BTC-USD": { ticks: 1, open: 63_120.5, high: 63_120.5, low: 63_120.5, close: 63_120.5, inner_volume: null },
  MSFT: { ticks: 2, open: 417.29, high: 417.29, low: 416.84, close: 416.84, inner_volume: 18_399 },
};

let python: string;
let windower: RunningWindower;

before(async () => {
  python = await findPython("examples/ticks/requirements.txt");
  windower = await startWindower({ TOPIC_PARTITIONS: String(PARTITIONS) });
  await runPython(python, [PRODUCE], { KAFKA_BROKERS: brokers(), TICKS_TOPIC: windower.topics.ticks });
  await windower.untilFolded();
});

after(() => windower?.close());

test("the clock records of produce.py close one window a ticker, and its features are what its ticks say", async () => {
  const features = await featuresOf(windower);
  const names = ["ticks", "open", "high", "low", "close", "inner_volume"] as const;
  const found = features.map(each => [
    each.ticker,
    Object.fromEntries(names.map(name => [name, each[name]])),
  ]);
  assert.deepEqual(Object.fromEntries(found), MINUTES);
  assert.equal(features.length, Object.keys(MINUTES).length);

  const { definitions } = windower.windowing;
  const options = { ...windower.windowing, definitions: [...definitions] };
  const expected = expectedOf(await readTopic(windower.topics.ticks), options);
  assertFeatures(features, expected.features);
});

test("nothing that produce.py writes is late or a dead letter", async () => {
  assert.deepEqual(await readTopic(windower.topics.late), []);
  assert.deepEqual(await readTopic(windower.topics.dead), []);
});

test("produce.py keeps the contract: order of received time, and a clock record behind all ticks of every partition", async () => {
  const records = await readTopic(windower.topics.ticks);
  const byPartition = Map.groupBy(records, ({ partition }) => partition);
  assert.equal(byPartition.size, PARTITIONS);
  for (const [partition, written] of byPartition) {
    const timestamps = written.map(({ message }) => Number(message.timestamp));
    assert.deepEqual(
      timestamps,
      timestamps.toSorted((a, b) => a - b),
    );
    const clock = written.pop()!.message;
    assert.deepEqual([clock.key, clock.value], [null, null]);
    for (const { message } of written) {
      assert.equal(partitionOf(String(message.key), PARTITIONS), partition);
      const tick = decodeTick(message.value!);
      assert.equal(tick?.ticker, String(message.key));
      assert.equal(tick?.received_time, Number(message.timestamp));
    }
  }
});

test("without the partitioner setting, ticks that librdkafka puts elsewhere are dead letters: partition", async () => {
  const misled = await startWindower({ TOPIC_PARTITIONS: String(PARTITIONS) });
  try {
    const without = pathOf("test/examples/without-partitioner.py");
    await runPython(python, [without, PRODUCE], {
      KAFKA_BROKERS: brokers(),
      TICKS_TOPIC: misled.topics.ticks,
    });
    await misled.untilFolded();

    const ticks = (await readTopic(misled.topics.ticks)).filter(({ message }) => message.key !== null);
    const elsewhere = ticks.filter(
      ({ message, partition }) => partitionOf(String(message.key), PARTITIONS) !== partition,
    );
    assert.ok(elsewhere.length > 0, "every ticker happens to be on the same partition by both");
    const place = ({ partition, message }: Read) => `${message.key} ${partition} ${message.offset}`;
    const buried = (await readTopic(misled.topics.dead)).map(({ partition, message }) => {
      assert.equal(String(message.headers?.reason), "partition");
      return `${message.key} ${partition} ${message.headers?.offset}`;
    });
    assert.deepEqual(buried.sort(), elsewhere.map(place).sort());
  } finally {
    await misled.close();
  }
});

async function featuresOf({ topics }: RunningWindower): Promise<ReturnType<typeof expectedOf>["features"]> {
  return (await readTopic(topics.features)).map(({ message }) => JSON.parse(String(message.value)));
}
