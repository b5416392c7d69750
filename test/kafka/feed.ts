import type { TestContext } from "node:test";
import { type FollowedTopic, TopicFeed, type TopicRecord } from "@market/kafka";
import { type Clock, type Log, systemClock } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { log as silent } from "./setup.ts";

/** A feed that runs until the test ends, and everything that it told. */
export function follow(
  t: TestContext,
  options: {
    readonly kafka: Kafka;
    readonly topic: string;
    readonly from?: number;
    readonly reader?: FollowedTopic;
    readonly log?: Log;
    readonly clock?: Clock;
  },
) {
  const { kafka, topic, from = 0, reader, log = silent, clock = systemClock } = options;
  /** "begin" and "read", and between them the values, those that came live with a +. */
  const told: string[] = [];
  const records: TopicRecord[] = [];
  const stop = new AbortController();
  const feed = new TopicFeed({
    kafka,
    topic,
    clock,
    log,
    from: () => from,
    onBegin: () => void told.push("begin"),
    onRead: () => void told.push("read"),
    onRecords: (fetched, isLive) => {
      const all = [...fetched];
      records.push(...all);
      told.push(...all.map(({ value }) => `${isLive ? "+" : ""}${value && Buffer.from(value)}`));
    },
    ...(reader && { reader }),
  });
  const running = feed.run(stop.signal);
  running.catch(() => undefined);
  const end = async () => {
    stop.abort();
    await feed.close();
  };
  t.after(end);
  return {
    feed,
    told,
    records,
    running,
    end,
    /** What was told from the last begin on. */
    latest: () => told.slice(told.lastIndexOf("begin")),
  };
}

/** A clock on which a second is ten; what is waited for comes as soon as ever. */
export function fastClock(): Clock {
  const start = Date.now();
  return { ...systemClock, now: () => start + 10 * (Date.now() - start) };
}

/** A log that keeps what was said at a level of at least info. */
export function keepingLog(): { readonly log: Log; readonly said: string[] } {
  const said: string[] = [];
  const keep = (level: string) => (fields: { error?: string }, message: string) =>
    void said.push(`${level}: ${message}${fields.error === undefined ? "" : `: ${fields.error}`}`);
  const log = { warn: keep("warn"), info: keep("info"), error: keep("error"), debug: () => undefined };
  return { log: { ...log, isLevelEnabled: () => false } as unknown as Log, said };
}
