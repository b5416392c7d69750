import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Variables } from "@market/runtime";
import { readConfig, type WindowerConfig } from "@market/windower";
import { faultsOf, namesIn } from "../runtime/faults.ts";
import { commonCases, testLogin, testVariables, topic } from "../runtime/variables.ts";

/** What a definition is, as `kind` and its numbers: [1m, tumbling, 60000]. */
const shapesOf = ({ windowing }: WindowerConfig) =>
  windowing.definitions.map(each => {
    if (each.kind === "session") return [each.name, each.gapMs];
    return each.kind === "sliding" ? [each.name, each.lengthMs, each.stepMs] : [each.name, each.lengthMs];
  });

const alignOf = ({ windowing }: WindowerConfig) => {
  const [first] = windowing.definitions;
  return first?.kind === "session" ? undefined : first?.align;
};

const module = (file: string) => join(import.meta.dirname, "feature-modules", file);

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
    read: shapesOf,
    unset: [["1m", 60_000]],
    good: [
      ["1s", [["1s", 1_000]]],
      ["1d", [["1d", 86_400_000]]],
      ["1.5h", [["1.5h", 5_400_000]]],
      ["5m/1m", [["5m/1m", 300_000, 60_000]]],
      ["1m/1m", [["1m/1m", 60_000, 60_000]]],
      ["5m/1s", [["5m/1s", 300_000, 1_000]]],
      ["10s/7s", [["10s/7s", 10_000, 7_000]]],
      ["session:30s", [["session:30s", 30_000]]],
      ["session:1h", [["session:1h", 3_600_000]]],
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
      ...["1m,1m", "1m,60s", "5m/1m,300s/60s", "session:30s,session:0.5m"],
      ...["1m/5m", "5m/", "/1m", "5m/1m/1s", "5m/0.5s", "301s/1s", "5m/0"],
      ...["session:", "session:0", "session:999ms", "session:61m", "session", "session:1m/1s", "Session:30s"],
    ],
  },
  ALIGN: {
    read: alignOf,
    unset: { zone: "UTC", opensAtMs: 0 },
    good: [
      ["UTC", { zone: "UTC", opensAtMs: 0 }],
      ["UTC@06:00", { zone: "UTC", opensAtMs: 21_600_000 }],
      ["Asia/Tokyo", { zone: "Asia/Tokyo", opensAtMs: 0 }],
      ["America/New_York@09:30", { zone: "America/New_York", opensAtMs: 34_200_000 }],
      [
        "America/Argentina/Buenos_Aires@23:59",
        { zone: "America/Argentina/Buenos_Aires", opensAtMs: 86_340_000 },
      ],
    ],
    bad: [
      ...["sunrise", "America/New York", "New_York@09:30", "America/New_York@9:30", "America/New_York@24:00"],
      ...["@09:30", "America/New_York@", "America/New_York@09:30:00", "America/New_York 09:30", "UTC@"],
    ],
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
  FEATURES: {
    read: ({ windowing }) => (windowing.statistics === undefined ? "all" : [...windowing.statistics]),
    unset: "all",
    good: [
      ["all", "all"],
      ["vwap", ["vwap"]],
      ["std, vwap,,median", ["std", "vwap", "median"]],
    ],
    bad: ["none", "vwap,all", "VWAP", "vwap median", ",", "vwap,quantile_5"],
  },
  FEATURE_MODULES: {
    read: ({ customFeatures }) => customFeatures.map(({ name }) => name),
    unset: [],
    good: [
      [module("two-features.ts"), ["first_price", "half_range"]],
      [`${module("two-features.ts")},,${module("one-feature.ts")}`, ["first_price", "half_range", "ticks"]],
    ],
    bad: [
      "./nowhere.ts",
      ...["no-function.ts", "default-export.ts", "async-feature.ts", "bad-name.ts", "broken.ts"].map(module),
      `${module("one-feature.ts")},${module("one-feature.ts")}`,
    ],
  },
  SCHEMA_REGISTRY_URL: {
    read: config => config.registry?.url,
    unset: undefined,
    good: [["http://registry:8081/", "http://registry:8081"]],
    bad: ["registry:8081", "ftp://registry", "http://registry?x=1"],
  },
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
    const faults = faultsOf(() => readConfig({ WINDOWS: "1m,1m/5m,soon,60s,session:2h,2d" }));
    assert.deepEqual(namesIn(faults), Array(5).fill("WINDOWS"));
    for (const [i, said] of ["1m/5m", "soon", "60s is there twice", "session:2h", "2d"].entries())
      assert.ok(faults[i]!.split("expected")[1]!.includes(said), faults[i]);
  });

  test("gives two spellings of one window one hash, and every other rule another", () => {
    const hashOf = (variables: Variables) => readConfig(variables).windowing.definitions[0]!.hash;
    const hash = hashOf({ WINDOWS: "1m" });
    assert.match(hash, /^[0-9a-f]{12}$/);
    assert.equal(hashOf({ WINDOWS: "60s", GROUP_ID: "other", FEATURES_FORMAT: "protobuf" }), hash);
    const others = [
      ...["2m", "2m/1m", "1m/1m", "session:1m", "session:2m"].map(WINDOWS => ({ WINDOWS })),
      ...["UTC@09:30", "Asia/Tokyo"].map(ALIGN => ({ ALIGN })),
      ...["vwap", "vwap,std"].map(FEATURES => ({ FEATURES })),
      ...["one-feature.ts", "two-features.ts"].map(file => ({ FEATURE_MODULES: module(file) })),
      { WAIT: "11s" },
      { MAX_FUTURE: "2m" },
    ].map(hashOf);
    assert.equal(new Set([hash, ...others]).size, 1 + others.length);
    assert.equal(hashOf({ FEATURES: "std,vwap" }), hashOf({ FEATURES: "vwap,std" }));
    // A session has no alignment, and neither has what is said of it beside others.
    assert.equal(hashOf({ WINDOWS: "session:1m", ALIGN: "Asia/Tokyo" }), hashOf({ WINDOWS: "session:1m" }));
    assert.equal(hashOf({ WINDOWS: "1m,5m/1m" }), hash);
  });

  test("wants windows that divide a day where they are aligned to a zone's day", () => {
    const ALIGN = "America/New_York@09:30";
    assert.deepEqual(namesOf({ ALIGN, WINDOWS: "1s,7.5s,1m,4h,12h,1d,7m/1m,session:7m" }), []);
    const faults = faultsOf(() => readConfig({ ALIGN, WINDOWS: "7m,5h,1h/7m" }));
    assert.deepEqual(namesIn(faults), Array(3).fill("WINDOWS"));
    assert.ok(faults.every(fault => fault.includes("divide a day")));
  });

  test("knows a definition by another identity where it is aligned in another way", () => {
    const identities = (ALIGN: string) =>
      readConfig({ ALIGN, WINDOWS: "1d,session:30s" }).windowing.definitions.map(({ identity }) => identity);
    assert.deepEqual(identities("UTC"), ["1d", "session:30s"]);
    assert.deepEqual(identities("Asia/Tokyo"), ["1d Asia/Tokyo@0", "session:30s"]);
  });

  test("says of each wrong module which file it is and what is wrong with it", () => {
    const wrong = {
      "nowhere.ts": /no such file/,
      "no-function.ts": /no function is exported/,
      "default-export.ts": /by its name/,
      "async-feature.ts": /slowly: expected a function that is not async/,
      "bad-name.ts": /halfRange: expected a name like my_feature/,
      "broken.ts": /wrecked on loading/,
    };
    const faults = faultsOf(() => readConfig({ FEATURE_MODULES: Object.keys(wrong).map(module).join() }));
    assert.equal(faults.length, Object.keys(wrong).length);
    for (const [i, [file, said]] of Object.entries(wrong).entries()) {
      assert.ok(faults[i]!.includes(file));
      assert.match(faults[i]!, said);
    }
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
      SCHEMA_REGISTRY_URL: "registry:8081",
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
