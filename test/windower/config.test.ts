import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Variables } from "@market/runtime";
import { readConfig, type WindowerConfig } from "@market/windower";
import { faultsOf, namesIn } from "../runtime/faults.ts";
import { commonCases, testLogin, testVariables, topic } from "../runtime/variables.ts";

const lengthsOf = ({ windowing }: WindowerConfig) =>
  windowing.definitions.map(({ name, lengthMs }) => [name, lengthMs]);

const windows = (count: number) => Array.from({ length: count }, (_, i) => `${i + 1}m`);

testVariables<WindowerConfig>(readConfig, {
  ...commonCases(9465),
  CHECKPOINTS_TOPIC: topic(config => config.checkpointsTopic, "windower.checkpoints.v1"),
  GROUP_ID: {
    read: config => config.group,
    unset: "windower",
    good: [
      ["My-group_2.v1", "My-group_2.v1"],
      ["g".repeat(200), "g".repeat(200)],
    ],
    bad: ["a group", "a/b", "a,b", "café", "g".repeat(201)],
  },
  WINDOWS: {
    read: lengthsOf,
    unset: [["1m", 60_000]],
    good: [
      ["1s", [["1s", 1_000]]],
      ["1d", [["1d", 86_400_000]]],
      ["1.5h", [["1.5h", 5_400_000]]],
      [
        "5m, 1m,,10s",
        [
          ["5m", 300_000],
          ["1m", 60_000],
          ["10s", 10_000],
        ],
      ],
      [windows(16).join(), windows(16).map((name, i) => [name, (i + 1) * 60_000])],
    ],
    bad: [
      ...[",", "60", "m", "0s", "999ms", "25h", "-1m", "1m,soon", "1m;5m", windows(17).join()],
      ...["1m,1m", "1m,60s", "5m/1m", "session:30s"],
    ],
  },
  ALIGN: {
    read: () => "UTC",
    unset: "UTC",
    good: [["UTC", "UTC"]],
    bad: ["utc", "America/New_York@09:30"],
  },
  WAIT: {
    read: ({ windowing }) => windowing.waitMs,
    unset: 10_000,
    good: [
      ["0s", 0],
      ["0", 0],
      ["500ms", 500],
      ["1m", 60_000],
    ],
    bad: ["10", "-1s", "ten", "0.5ms"],
  },
  MAX_FUTURE: {
    read: ({ windowing }) => windowing.maxFutureMs,
    unset: 60_000,
    good: [
      ["0s", 0],
      ["5s", 5_000],
    ],
    bad: ["60", "-1s", "soon"],
  },
  FEATURES_FORMAT: {
    read: config => config.format,
    unset: "json",
    good: [
      ["json", "json"],
      ["protobuf", "protobuf"],
    ],
    bad: ["JSON", "avro", "proto"],
  },
  FEATURES: { read: () => "all", unset: "all", good: [["all", "all"]], bad: ["vwap", "none"] },
  FEATURE_MODULES: { read: () => "none", unset: "none", good: [], bad: ["./spread.ts"] },
  SCHEMA_REGISTRY_URL: { read: () => "none", unset: "none", good: [], bad: ["http://registry:8081"] },
});

testLogin(readConfig);

describe("the windower's configuration", () => {
  const namesOf = (variables: Variables) => namesIn(faultsOf(() => readConfig(variables)));

  test("names the checkpoints after the group, unless they are named", () => {
    assert.equal(readConfig({ GROUP_ID: "staging" }).checkpointsTopic, "staging.checkpoints.v1");
    assert.equal(readConfig({ GROUP_ID: "staging", CHECKPOINTS_TOPIC: "c" }).checkpointsTopic, "c");
    // A wrong group is one fault, not two.
    assert.deepEqual(namesOf({ GROUP_ID: "a group" }), ["GROUP_ID"]);
  });

  test("is refused when two topics have one name, whichever two", () => {
    const topics = [
      "TICKS_TOPIC",
      "FEATURES_TOPIC",
      "LATE_TICKS_TOPIC",
      "DEAD_LETTERS_TOPIC",
      "CHECKPOINTS_TOPIC",
    ];
    for (const [i, second] of topics.entries()) {
      for (const first of topics.slice(0, i)) {
        const faults = faultsOf(() => readConfig({ [first]: "t", [second]: "t" }));
        assert.deepEqual(faults, [`${second}="t": expected another topic than ${first} (t)`]);
      }
    }
    // Against a default, too: the checkpoints of this group.
    assert.deepEqual(namesOf({ FEATURES_TOPIC: "windower.checkpoints.v1" }), ["CHECKPOINTS_TOPIC"]);
  });

  test("tells each wrong window by its own words", () => {
    const faults = faultsOf(() => readConfig({ WINDOWS: "1m,5m/1m,soon,60s,session:30s,2d" }));
    assert.deepEqual(namesIn(faults), Array(5).fill("WINDOWS"));
    for (const [i, said] of ["5m/1m", "soon", "60s is there twice", "session:30s", "2d"].entries())
      assert.ok(faults[i]!.split("expected")[1]!.includes(said), faults[i]);
  });

  test("gives two spellings of one window one hash, and every other rule another", () => {
    const hashOf = (variables: Variables) => readConfig(variables).windowing.definitions[0]!.hash;
    const hash = hashOf({ WINDOWS: "1m" });
    assert.match(hash, /^[0-9a-f]{12}$/);
    assert.equal(hashOf({ WINDOWS: "60s", GROUP_ID: "other", FEATURES_FORMAT: "protobuf" }), hash);
    const others = [{ WINDOWS: "2m" }, { WAIT: "11s" }, { MAX_FUTURE: "2m" }].map(hashOf);
    assert.equal(new Set([hash, ...others]).size, 4);
  });

  test("reports all its faults at once", () => {
    const wrong = {
      KAFKA_BROKERS: "nowhere",
      KAFKA_SASL_MECHANISM: "plain",
      KAFKA_SASL_USERNAME: "",
      KAFKA_SASL_PASSWORD: "",
      TOPIC_REPLICATION_FACTOR: "none",
      FEATURES_TOPIC: "a b",
      LATE_TICKS_TOPIC: "market.ticks.v1",
      HTTP_PORT: "70000",
      GROUP_ID: "a group",
      WINDOWS: "soon",
      ALIGN: "sunrise",
      WAIT: "a while",
      MAX_FUTURE: "never",
      FEATURES_FORMAT: "xml",
      FEATURES: "some",
      FEATURE_MODULES: "./mine.ts",
      SCHEMA_REGISTRY_URL: "http://registry:8081",
    };
    const { KAFKA_SASL_MECHANISM: _, ...named } = wrong;
    assert.deepEqual(namesOf(wrong).sort(), Object.keys(named).sort());
  });

  test("is a function of the variables alone", () => {
    const variables = Object.freeze({ WINDOWS: "5m" });
    assert.deepEqual(readConfig(variables), readConfig(variables));
    assert.deepEqual(readConfig({ ...variables, UNKNOWN: "x", TICKERS: "a b" }), readConfig(variables));
  });
});
