import type { TestContext } from "node:test";
import type { Bars, Market, PipelineState } from "@market/dashboard";
import type { Features } from "@market/windowing";
import { encodeFeatures, type FeaturesFormat, prefixOf } from "@market/wire";
import type { Admin, Kafka, Message, Producer } from "kafkajs";
import { createTopics } from "../new-topics.ts";
import { eventually } from "./eventually.ts";
import { deleteTopics } from "./pair.ts";
import { Service } from "./service.ts";
import { brokers, client } from "./topic.ts";
import { type Topics, topicsOf, variablesOf } from "./topics.ts";

const PARTITIONS = 3;

/** Records of any age: those that tests make up are of 2024. */
const HISTORY = "20000d";

/** A dashboard as the process it is, on topics of its own, and what to ask it. */
export interface Dashboard {
  readonly prefix: string;
  readonly topics: Topics;
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly producer: Producer;
  readonly service: Service;
  create(...topics: readonly string[]): Promise<void>;
  /** In one transaction, which is committed unless told otherwise. */
  publish(messages: readonly Message[], end?: "commit" | "abort"): Promise<void>;
  ready(): Promise<void>;
  json<T>(path: string): Promise<T>;
  market(window?: string): Promise<Market>;
  bars(ticker: string, window: string): Promise<Bars>;
  state(): Promise<PipelineState>;
}

export async function startDashboard(
  t: Pick<TestContext, "after">,
  env: Readonly<Record<string, string>> = {},
): Promise<Dashboard> {
  const prefix = `dash-${crypto.randomUUID().slice(0, 8)}`;
  const at = env.KAFKA_BROKERS ?? brokers();
  const kafka = client(at);
  const admin = kafka.admin();
  const producer = kafka.producer();
  const writer = kafka.producer({ transactionalId: prefix, idempotent: true, maxInFlightRequests: 1 });
  await Promise.all([admin.connect(), producer.connect(), writer.connect()]);
  const topics = topicsOf(prefix);
  const variables = { KAFKA_BROKERS: at, ...variablesOf(prefix), HISTORY, ...env };
  const service = new Service("dashboard", variables);
  t.after(async () => {
    await service.stop("SIGKILL");
    await Promise.all([admin, producer, writer].map(each => each.disconnect()));
    if (env.KAFKA_BROKERS === undefined) await deleteTopics(prefix);
  });
  await served(service);
  const json = async <T>(path: string): Promise<T> => {
    const response = await service.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    prefix,
    topics,
    kafka,
    admin,
    producer,
    service,
    create: (...names) => createTopics(admin, ...names.map(topic => ({ topic, numPartitions: PARTITIONS }))),
    publish: async (messages, end = "commit") => {
      const transaction = await writer.transaction();
      await transaction.send({ topic: topics.features, messages: [...messages] });
      await transaction[end]();
    },
    ready: async () => {
      await eventually("ready", async () => (await service.get("/readyz")).ok || undefined);
    },
    json,
    market: window => json(`/api/market${window === undefined ? "" : `?${new URLSearchParams({ window })}`}`),
    bars: (ticker, window) => json(`/api/bars?${new URLSearchParams({ ticker, window, fields: "all" })}`),
    state: () => firstState(service),
  };
}

/** Waits until its HTTP server listens; fails with what it said where it ends instead. */
async function served(service: Service): Promise<void> {
  await eventually("its port", async () => {
    if (service.exitCode !== null) throw new Error(`ended: ${service.stderr}`);
    return service.port;
  });
}

/** What a stream of updates tells first. */
async function firstState(service: Service): Promise<PipelineState> {
  for await (const { event, data } of events(service, ""))
    if (event === "state") return data as PipelineState;
  throw new Error("the stream ended without a state");
}

export interface ServerEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

/** Server-sent events of a window, from a cursor of /api/market on. */
export async function* events(service: Service, query: string): AsyncGenerator<ServerEvent, void> {
  const response = await service.get(`/api/live${query}`);
  if (!response.ok || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const fields = Object.fromEntries(
        text
          .slice(0, end)
          .split("\n")
          .map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      );
      text = text.slice(end + 2);
      if (fields.event !== undefined)
        yield { ...fields, event: fields.event, data: JSON.parse(fields.data!) };
    }
  }
}

/** A record as a windower publishes it, in one of the ways it does. */
export function published(features: Features, format: FeaturesFormat = "json", schemaId?: number): Message {
  const prefix = schemaId === undefined ? undefined : prefixOf(schemaId);
  return {
    key: features.ticker,
    value: Buffer.from(encodeFeatures(features, format, prefix)),
    timestamp: String(features.window_end),
    headers: {
      window: features.window,
      "content-type": format === "json" ? "application/json" : "application/x-protobuf",
    },
  };
}
