import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type DashboardConfig, readConfig } from "@market/dashboard";
import type { Variables } from "@market/runtime";
import { faultsOf, namesIn } from "../runtime/faults.ts";
import { commonCases, testLogin, testVariables } from "../runtime/variables.ts";

const group = (read: (config: DashboardConfig) => string, unset: string) => ({
  read,
  unset,
  good: [["My-group_2.v1", "My-group_2.v1"] as const, ["g".repeat(200), "g".repeat(200)] as const],
  bad: ["a group", "a/b", "a,b", "café", "g".repeat(201)],
});

testVariables<DashboardConfig>(readConfig, {
  ...commonCases(9466),
  GROUP_ID: group(config => config.group, "windower"),
  INGESTOR_GROUP_ID: group(config => config.ingestorGroup, "ingestor"),
  HISTORY: {
    read: config => config.historyMs,
    unset: 86_400_000,
    good: [
      ["1m", 60_000],
      ["90s", 90_000],
      ["7d", 604_800_000],
    ],
    bad: ["59s", "0", "-1h", "a day", "24"],
  },
  HISTORY_BARS: {
    read: config => config.barsMax,
    unset: 750_000,
    good: [
      ["1000", 1_000],
      ["5000000", 5_000_000],
    ],
    bad: ["999", "0", "-1", "1e6", "750_000", "many"],
  },
});

testLogin(readConfig);

describe("the dashboard's configuration", () => {
  const namesOf = (variables: Variables) => namesIn(faultsOf(() => readConfig(variables)));

  test("is refused when two of the topics that it reads have one name", () => {
    const topics = ["TICKS_TOPIC", "FEATURES_TOPIC", "LATE_TICKS_TOPIC"];
    for (const [i, second] of topics.entries())
      for (const first of topics.slice(0, i))
        assert.deepEqual(namesOf({ [first]: "t", [second]: "t" }), [second]);
  });

  test("reports all its faults at once", () => {
    const wrong = {
      KAFKA_BROKERS: "nowhere",
      FEATURES_TOPIC: "a b",
      LATE_TICKS_TOPIC: "market.ticks.v1",
      GROUP_ID: "a group",
      INGESTOR_GROUP_ID: "/",
      HISTORY: "soon",
      HISTORY_BARS: "none",
      HTTP_PORT: "70000",
    };
    assert.deepEqual(namesOf(wrong).sort(), Object.keys(wrong).sort());
  });

  test("is a function of the variables alone", () => {
    const variables = Object.freeze({ HISTORY: "2h" });
    assert.deepEqual(readConfig({ ...variables, TICKERS: "a b", UNKNOWN: "x" }), readConfig(variables));
  });
});
