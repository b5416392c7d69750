import { createTopics } from "@market/bench/kafka/topics.ts";
import type { Features } from "@market/windowing";
import { encodeFeatures, type FeaturesFormat } from "@market/wire";
import type { Kafka, Producer } from "kafkajs";
import { brokers, client } from "../e2e/topic.ts";
import { topicsOf, variablesOf } from "../e2e/topics.ts";

const PARTITIONS = 2;
const TYPES = { json: "application/json", protobuf: "application/x-protobuf" };

/** How often an ingestor that lives writes a clock record where it has no ticks. */
const CLOCK_MS = 1_000;

/**
 * A features topic of a test's own, written as a windower writes it: in transactions. Beside it is a ticks topic with clock records,
 * as of an ingestor that lives and has no ticks.
 */
export class FeaturesTopic {
  readonly name: string;
  /** The environment of a dashboard that reads it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #kafka: Kafka;
  readonly #prefix: string;
  readonly #producer: Producer;
  readonly #clockProducer: Producer;
  #clock: NodeJS.Timeout | undefined;

  private constructor(at: string) {
    this.#kafka = client(at);
    this.#prefix = `browser-${crypto.randomUUID().slice(0, 8)}`;
    this.name = topicsOf(this.#prefix).features;
    this.variables = { KAFKA_BROKERS: at, ...variablesOf(this.#prefix) };
    this.#producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      transactionalId: this.#prefix,
    });
    this.#clockProducer = this.#kafka.producer();
  }

  /** Creates it, and those that a dashboard reads beside it, on a broker: the one that the tests run on unless told otherwise. */
  static async create(at = brokers()): Promise<FeaturesTopic> {
    const created = new FeaturesTopic(at);
    const { ticks, features, late } = topicsOf(created.#prefix);
    await createTopics(at, PARTITIONS, ticks, features, late);
    await Promise.all([created.#producer.connect(), created.#clockProducer.connect()]);
    created.#clock = setInterval(() => created.#tell(ticks), CLOCK_MS);
    return created;
  }

  /** Writes records in one transaction, each to the partition of its ticker. */
  async write(records: readonly Features[], format: FeaturesFormat = "json"): Promise<void> {
    const transaction = await this.#send(records, format);
    await transaction.commit();
  }

  /** The same, taken back: no reader may ever show it. */
  async writeAndAbort(records: readonly Features[]): Promise<void> {
    const transaction = await this.#send(records, "json");
    await transaction.abort();
  }

  async close(): Promise<void> {
    clearInterval(this.#clock);
    await Promise.all([this.#producer.disconnect(), this.#clockProducer.disconnect()]);
    const admin = this.#kafka.admin();
    await admin.connect();
    const topics = (await admin.listTopics()).filter(each => each.startsWith(this.#prefix));
    await admin.deleteTopics({ topics });
    await admin.disconnect();
  }

  /** One that is lost, since the broker is away, is followed by others. */
  #tell(ticks: string): void {
    const messages = [{ key: null, value: null, timestamp: String(Date.now()) }];
    this.#clockProducer.send({ topic: ticks, messages }).catch(() => undefined);
  }

  async #send(records: readonly Features[], format: FeaturesFormat) {
    const transaction = await this.#producer.transaction();
    const messages = records.map(each => ({
      key: each.ticker,
      value: Buffer.from(encodeFeatures(each, format)),
      timestamp: String(each.window_end),
      headers: { window: each.window, "content-type": TYPES[format] },
    }));
    await transaction.send({ topic: this.name, messages, acks: -1 });
    return transaction;
  }
}
