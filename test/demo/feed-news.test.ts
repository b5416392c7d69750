import assert from "node:assert/strict";
import { test } from "node:test";
import { FeedNews } from "../../demo/src/feed-news.ts";

const FEED = { service: "ingestor", url: "wss://example.org/" };

function tell(...lines: object[]): string[] {
  const told: string[] = [];
  const news = new FeedNews(sentence => told.push(sentence));
  for (const line of lines) news.read(JSON.stringify(line));
  return told;
}

test("a silent feed is reported as a sentence that says what is silent and why", () => {
  const line = {
    service: "ingestor",
    level: 40,
    silent: "network",
    silentMs: 30_417,
    explanation: "nothing answers",
  };
  assert.deepEqual(tell({ ...line, msg: "no frames" }), [
    "No frame for 30 s: the network is silent. Nothing answers.",
  ]);
});

test("a connection that cannot be opened is told once, however often it is tried", () => {
  const failed = { ...FEED, level: 40, msg: "feed connection failed", error: "Error: getaddrinfo ENOTFOUND" };
  const closed = { ...FEED, level: 40, msg: "feed connection closed, connecting again", code: 1006 };
  assert.deepEqual(tell(failed, closed, failed, closed), [
    "ingestor: no connection to wss://example.org/ (getaddrinfo ENOTFOUND), trying again",
  ]);
});

test("each loss of a connection is told, and each new one", () => {
  const connected = { ...FEED, level: 30, msg: "feed connected" };
  const closed = { ...FEED, level: 40, msg: "feed connection closed, connecting again" };
  const told = ["ingestor: connected to wss://example.org/", "ingestor: the feed was lost, connecting again"];
  assert.deepEqual(tell(connected, closed, connected, closed), [...told, ...told]);
});

test("other warnings are told, but neither what is in order nor what kafkajs retries", () => {
  const told = tell(
    { service: "windower", level: 30, msg: "task live" },
    { service: "windower", level: 40, kafkajs: "Runner", msg: "The group is rebalancing" },
    { service: "windower", level: 40, kafkajs: "Connection", msg: "Connection error: ECONNREFUSED" },
    { service: "ingestor", level: 40, kafkajs: "Connection", msg: "Connection error: ECONNREFUSED" },
    { service: "windower", level: 40, kafkajs: "Connection", msg: "Connection error: ECONNREFUSED" },
    { service: "windower", level: 40, error: "Error: full", msg: "task failed, starting again from the log" },
  );
  assert.deepEqual(told, [
    "windower: Connection error: ECONNREFUSED",
    "ingestor: Connection error: ECONNREFUSED",
    "windower: task failed, starting again from the log (full)",
  ]);
});
