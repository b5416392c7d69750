// Prints the features, one JSON object a line: from the oldest record on and then as they come, until Ctrl-C.
//
//     npm exec -- node --disable-warning=TimeoutNegativeWarning examples/typescript/features.ts
//
// -e ends it at the end of the topic. --registry URL is for a windower that runs with SCHEMA_REGISTRY_URL: its features are
// Protobuf. KAFKA_BROKERS and FEATURES_TOPIC are the windower's. (The warning is of a timer of kafkajs, and harmless.)

import { parseArgs } from "node:util";
import { SchemaRegistry } from "@kafkajs/confluent-schema-registry";
import { Kafka, logLevel } from "kafkajs";

const BROKERS = process.env.KAFKA_BROKERS || "localhost:9092";
const TOPIC = process.env.FEATURES_TOPIC || "market.features.v1";

/** A function from a record's value to what its JSON says. */
type Decode = (value: Buffer) => unknown;

/** Prints all features there are, and unless `toEnd` those that come. */
async function printFeatures(decode: Decode, toEnd: boolean): Promise<void> {
  // Errors only, which go to stderr: kafkajs prints its news to stdout.
  const kafka = new Kafka({ brokers: BROKERS.split(","), logLevel: logLevel.ERROR });
  const ends = await readEnds(kafka);
  const consumer = kafka.consumer({
    // Has to be there; a reader that is to go on where it was has one of its own, and commits.
    groupId: `typescript-example-${crypto.randomUUID()}`,
    readUncommitted: false, // else what a windower took back would be there, and windows twice
    allowAutoTopicCreation: false,
  });
  // Behind the last record printed: where it goes on when the group has to be joined again, as after the broker was away.
  const positions = new Map<number, number>();
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const [partition, position] of positions)
      consumer.seek({ topic: TOPIC, partition, offset: String(position) });
  });
  const failed = new Promise<never>((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) reject(error);
    });
  });
  // The last record of a partition may be one that is not shown, of a transaction: batches say how far it is.
  const atEnd = new Promise<void>(resolve => {
    if (toEnd && ends.size === 0) resolve();
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
      if (Number(lastOffset) + 1 >= (ends.get(partition) ?? 0)) ends.delete(partition);
      if (toEnd && ends.size === 0) resolve();
    });
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { offset, value } }) => {
      try {
        process.stdout.write(`${JSON.stringify(await decode(value!))}\n`);
      } catch (error) {
        // Thrown, kafkajs would try it again and again.
        fail(
          `${TOPIC} ${partition}:${offset}: ${error}; JSON is read without --registry URL, Protobuf with it`,
        );
      }
      positions.set(partition, Number(offset) + 1);
    },
  });
  await Promise.race([atEnd, failed]);
  await consumer.disconnect();
}

/** By partition that is not empty, the offset behind its last record as of now. */
async function readEnds(kafka: Kafka): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect().catch(error => fail(`no broker answers at ${BROKERS} (KAFKA_BROKERS): ${error}`));
  if (!(await admin.listTopics()).includes(TOPIC))
    fail(`topic ${TOPIC} does not exist: start the windower, it creates its topics, or set FEATURES_TOPIC`);
  const partitions = await admin.fetchTopicOffsets(TOPIC);
  await admin.disconnect();
  const filled = partitions.filter(({ low, high }) => Number(high) > Number(low));
  return new Map(filled.map(({ partition, high }) => [partition, Number(high)]));
}

/** What the registry's package makes of a value: a message of protobufjs. */
interface Message {
  readonly $type: {
    readonly fieldsArray: readonly { readonly name: string }[];
    toObject(message: Message, options: object): Record<string, unknown>;
  };
}

/**
 * Decodes Protobuf behind a schema's id. The package names fields in camelCase, makes objects of 64-bit integers and leaves
 * out what is undefined; here they are as in JSON: snake_case, numbers (none of them is above 2^53), null.
 */
function decodeBy(registry: SchemaRegistry): Decode {
  return async value => {
    const message: Message = await registry.decode(value);
    const type = message.$type;
    const fields = type.toObject(message, { longs: Number, defaults: true });
    return Object.fromEntries(type.fieldsArray.map(({ name }) => [snakeCase(name), fields[name] ?? null]));
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function readArguments() {
  try {
    return parseArgs({ options: { e: { type: "boolean", short: "e" }, registry: { type: "string" } } })
      .values;
  } catch (error) {
    return fail(`${error}: expected [-e] [--registry URL]`);
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const given = readArguments();
process.stdout.on("error", () => process.exit()); // "| head"
const decode: Decode = given.registry
  ? decodeBy(new SchemaRegistry({ host: given.registry }))
  : value => JSON.parse(value.toString());
await printFeatures(decode, given.e === true);
