import { createClient, partitionOf } from "@market/kafka";
import { createLog } from "@market/runtime";
import { encodeTick, parseFrame } from "@market/wire";
import { prepareFrames, tickersOf } from "./frames.ts";

// What the "ingest" part compares with: kafkajs's own idempotent producer, given the records of the same frames ready made.
// `node kafkajs-producer.ts BROKERS TOPIC PARTITIONS TICKERS TICKS BATCH`; prints how long they took, as JSON.

const [brokers = "", topic = "", ...counts] = process.argv.slice(2);
const [partitions, tickers, ticks, batch] = counts.map(Number) as [number, number, number, number];

const messages = makeMessages();
const producer = client().producer({
  idempotent: true,
  maxInFlightRequests: 1,
  allowAutoTopicCreation: false,
});
await producer.connect();
await send(ticks / 4);
const startedAt = performance.now();
const before = process.cpuUsage();
await send(ticks);
const { user, system } = process.cpuUsage(before);
const sent = { frames: ticks, ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
await producer.disconnect();
process.stdout.write(`${JSON.stringify(sent)}\n`);

function client() {
  const topics = { ticks: "", features: "", lateTicks: "", deadLetters: "" };
  const address = { brokers: brokers.split(","), ssl: false, sasl: undefined };
  const config = { ...address, topics, partitions, replicationFactor: 1 };
  return createClient(config, "bench-kafkajs", createLog("bench", "error"));
}

function makeMessages() {
  const receivedTime = Date.now();
  return prepareFrames(tickersOf(tickers)).map(({ frame }) => {
    const parsed = parseFrame(String(frame.text(2)), receivedTime);
    if (!("tick" in parsed)) throw new Error(`a frame of the market is no tick: ${parsed.reason}`);
    const { ticker } = parsed.tick;
    const value = Buffer.from(encodeTick(parsed.tick));
    const timestamp = String(receivedTime);
    return { partition: partitionOf(ticker, partitions), key: Buffer.from(ticker), value, timestamp };
  });
}

/** One send after the other, as an idempotent producer must. */
async function send(count: number): Promise<void> {
  for (let sent = 0; sent < count; ) {
    const from = sent % messages.length;
    const slice = messages.slice(from, from + Math.min(batch, count - sent));
    await producer.send({ topic, messages: slice, acks: -1 });
    sent += slice.length;
  }
}
