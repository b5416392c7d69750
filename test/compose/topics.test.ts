import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig as readDashboard } from "@market/dashboard";
import { readConfig as readIngestor } from "@market/ingestor";
import { ConfigError } from "@market/runtime";
import { readConfig } from "@market/topics";
import { readConfig as readWindower } from "@market/windower";

const RENAMED = {
  TICKS_TOPIC: "t",
  FEATURES_TOPIC: "f",
  LATE_TICKS_TOPIC: "l",
  DEAD_LETTERS_TOPIC: "d",
  WATCHLIST_TOPIC: "w",
};

for (const [what, variables] of Object.entries({
  "by default": {},
  "with a group's name": { GROUP_ID: "mine", TOPIC_PARTITIONS: "3", TOPIC_REPLICATION_FACTOR: "2" },
  "all renamed": { ...RENAMED, CHECKPOINTS_TOPIC: "c" },
})) {
  test(`the one-shot creates the topics that the services use, ${what}`, () => {
    const { kafka, watchlistTopic, checkpointsTopic } = readConfig(variables);
    assert.deepEqual(kafka, readWindower(variables).kafka);
    assert.deepEqual(kafka, readIngestor(variables).kafka);
    assert.deepEqual(kafka, readDashboard(variables).kafka);
    assert.equal(checkpointsTopic, readWindower(variables).checkpointsTopic);
    assert.equal(watchlistTopic, readIngestor(variables).watchlistTopic);
  });
}

test("two topics of one name are refused before any is created", () => {
  assert.throws(() => readConfig({ FEATURES_TOPIC: "x", WATCHLIST_TOPIC: "x" }), ConfigError);
});
