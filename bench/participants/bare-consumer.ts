import { createClient, readKafka } from "@market/kafka";
import { createLog, Env } from "@market/runtime";

// The ceiling of our client library: kafkajs's consumer, which does nothing with the ticks. Started by ceilings.ts. Fetches of 10 to
// 64 MiB with 0.25 to 4 MiB a partition all took 2.1 to 2.3 s of CPU for a million ticks, start-up included (2026-11).

const MIB = 1_048_576;
const FETCH_BYTES = 16 * MIB;

const env = new Env(process.env);
const config = readKafka(env);
const records = env.integer("RECORDS", 1, 1, Number.MAX_SAFE_INTEGER);
const group = env.text("RUN", "bare");
env.check();

const kafka = createClient(config, group, createLog(group, "silent"));
const consumer = kafka.consumer({
  groupId: group,
  maxBytes: FETCH_BYTES,
  maxBytesPerPartition: MIB,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topics: [config.topics.ticks], fromBeginning: true });
// Before the first fetch and not behind it: its 16 MiB have to be decoded as well.
let isFetching = false;
consumer.on(consumer.events.FETCH_START, () => {
  if (!isFetching) process.stdout.write("consuming\n");
  isFetching = true;
});
let seen = 0;
await consumer.run({
  autoCommit: false,
  partitionsConsumedConcurrently: config.partitions,
  eachBatch: async ({ batch: { messages } }) => {
    seen += messages.length;
    if (seen >= records) process.stdout.write("done\n");
  },
});
process.on("SIGTERM", () => process.exit(0));
