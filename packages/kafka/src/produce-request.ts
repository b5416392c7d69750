import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Produce: PRODUCE } = require("kafkajs/src/protocol/requests/apiKeys") as { Produce: number };

/** All in-sync replicas. */
const ACKS = -1;
/** For the broker to wait for its replicas; kafkajs's own. */
const TIMEOUT_MS = 30_000;

/** What sends: kafkajs's broker. */
export interface ProduceBroker {
  lookupRequest(apiKey: number, versions: object): (options: object) => { readonly request: object };
  produce(request: object): Promise<unknown>;
}

export interface Encoded {
  readonly topic: string;
  readonly partition: number;
  /** A whole record batch. */
  readonly bytes: Uint8Array;
}

/**
 * Sends record batches that are encoded already, by kafkajs's own `produce`: the version, the login, the wait for the
 * answer and what its errors are called stay kafkajs's, only the body of the request is ours. Rejects where one
 * partition has an error, as kafkajs does.
 */
export async function produceEncoded(
  broker: ProduceBroker,
  batches: readonly Encoded[],
  transactionalId?: string,
): Promise<void> {
  const body = encodeBody(batches, transactionalId);
  const withOurBody: ProduceBroker = Object.create(broker, {
    lookupRequest: {
      value: (apiKey: number, versions: object) => (options: object) => {
        if (apiKey !== PRODUCE) throw new Error(`kafkajs looks up request ${apiKey}: is it another version?`);
        const made = broker.lookupRequest(apiKey, versions)(options);
        // What kafkajs calls an encoder, as far as it looks at those of others.
        return { ...made, request: { ...made.request, encode: async () => ({ buf: body, buffer: body }) } };
      },
    },
  });
  const topicData = topicsOf(batches).map(topic => ({ topic, partitions: [] }));
  await withOurBody.produce({ acks: ACKS, timeout: TIMEOUT_MS, topicData });
}

function topicsOf(batches: readonly Encoded[]): string[] {
  return [...new Set(batches.map(({ topic }) => topic))];
}

/** Versions 3 to 7, all that kafkajs can ask for of brokers since 0.11, are alike. */
function encodeBody(batches: readonly Encoded[], transactionalId: string | undefined): Buffer {
  const parts: Uint8Array[] = [text(transactionalId), numbers([2, ACKS], [4, TIMEOUT_MS])];
  const topics = topicsOf(batches);
  parts.push(numbers([4, topics.length]));
  for (const topic of topics) {
    const theirs = batches.filter(each => each.topic === topic);
    parts.push(text(topic), numbers([4, theirs.length]));
    for (const { partition, bytes } of theirs) parts.push(numbers([4, partition], [4, bytes.length]), bytes);
  }
  return Buffer.concat(parts);
}

/** Whole numbers, each of so many bytes. */
function numbers(...all: readonly (readonly [bytes: number, value: number])[]): Buffer {
  const buffer = Buffer.alloc(all.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of all) at = buffer.writeIntBE(value, at, bytes);
  return buffer;
}

function text(value: string | undefined): Buffer {
  if (value === undefined) return numbers([2, -1]);
  return Buffer.concat([numbers([2, Buffer.byteLength(value)]), Buffer.from(value)]);
}
