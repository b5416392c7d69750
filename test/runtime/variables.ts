import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { KafkaConfig } from "@market/kafka";
import type { CommonConfig, Variables } from "@market/runtime";
import { faultsOf, namesIn } from "./faults.ts";

/** What a variable must do: its default, texts with the values they are read as, and texts that are refused. */
export interface VariableCase<Config> {
  readonly read: (config: Config) => unknown;
  readonly unset: unknown;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly string[];
}

export type VariableCases<Config> = Readonly<Record<string, VariableCase<Config>>>;

/** Three tests a variable: unset, good values, and bad ones, each of which is refused alone and by its name. */
export function testVariables<Config>(
  readConfig: (variables: Variables) => Config,
  cases: VariableCases<Config>,
): void {
  for (const [name, { read, unset, good, bad }] of Object.entries(cases)) {
    describe(name, () => {
      test(`has its default when it is unset, empty or blank: ${JSON.stringify(unset)}`, () => {
        for (const variables of [{}, { [name]: undefined }, { [name]: "" }, { [name]: "  " }])
          assert.deepEqual(read(readConfig(variables)), unset);
      });
      if (good.length > 0) {
        test("is read, blanks around it or not", () => {
          for (const [text, value] of good) {
            assert.deepEqual(read(readConfig({ [name]: text })), value, text);
            assert.deepEqual(read(readConfig({ [name]: ` ${text} ` })), value, text);
          }
        });
      }
      if (bad.length === 0) return;
      test("is refused by its name when it is wrong", () => {
        for (const text of bad) {
          const faults = faultsOf(() => readConfig({ [name]: text }));
          assert.deepEqual(namesIn(faults), [name], JSON.stringify(text));
          assert.ok(faults[0]!.startsWith(`${name}=${JSON.stringify(text.slice(0, 100))}`), faults[0]);
        }
      });
    });
  }
}

/** The variables of both services. */
export function commonCases<Config extends CommonConfig & { kafka: KafkaConfig }>(
  httpPort: number,
): VariableCases<Config> {
  return {
    KAFKA_BROKERS: {
      read: ({ kafka }) => kafka.brokers,
      unset: ["localhost:9092"],
      good: [
        ["kafka:9093", ["kafka:9093"]],
        [
          "b-1.x.amazonaws.com:9094, b-2.x.amazonaws.com:9094",
          ["b-1.x.amazonaws.com:9094", "b-2.x.amazonaws.com:9094"],
        ],
        ["10.0.0.1:1", ["10.0.0.1:1"]],
      ],
      bad: [
        ",",
        "localhost",
        "localhost:",
        ":9092",
        "kafka://localhost:9092",
        "a:9092,b",
        "a b:9092",
        "a:99999",
        "a:0",
      ],
    },
    KAFKA_SSL: {
      read: ({ kafka }) => kafka.ssl,
      unset: false,
      good: [
        ["true", true],
        ["false", false],
      ],
      bad: ["1", "yes", "TRUE", "on"],
    },
    TOPIC_PARTITIONS: {
      read: ({ kafka }) => kafka.partitions,
      unset: 12,
      good: [
        ["1", 1],
        ["10000", 10_000],
      ],
      bad: ["0", "10001", "-1", "1.5", "1e3", "twelve"],
    },
    TOPIC_REPLICATION_FACTOR: {
      read: ({ kafka }) => kafka.replicationFactor,
      unset: 1,
      good: [
        ["3", 3],
        ["15", 15],
      ],
      bad: ["0", "16", "-1", "three"],
    },
    LOG_LEVEL: {
      read: ({ logLevel }) => logLevel,
      unset: "info",
      good: ["trace", "debug", "info", "warn", "error", "fatal", "silent"].map(each => [each, each] as const),
      bad: ["INFO", "verbose", "30"],
    },
    HTTP_PORT: {
      read: ({ httpPort }) => httpPort,
      unset: httpPort,
      good: [
        ["0", 0],
        ["8080", 8_080],
        ["65535", 65_535],
      ],
      bad: ["65536", "-1", "http", "tcp://10.0.0.1:80"],
    },
    HTTP_HOST: {
      read: ({ httpHost }) => httpHost,
      unset: "127.0.0.1",
      good: [["0.0.0.0", "0.0.0.0"]],
      bad: [],
    },
    TICKS_TOPIC: topic(({ kafka }) => kafka.topics.ticks, "market.ticks.v1"),
    FEATURES_TOPIC: topic(({ kafka }) => kafka.topics.features, "market.features.v1"),
    LATE_TICKS_TOPIC: topic(({ kafka }) => kafka.topics.lateTicks, "market.late-ticks.v1"),
    DEAD_LETTERS_TOPIC: topic(({ kafka }) => kafka.topics.deadLetters, "market.dead-letters.v1"),
  };
}

/** A topic is called what Kafka allows. */
export function topic<Config>(read: (config: Config) => string, unset: string): VariableCase<Config> {
  const longest = "t".repeat(249);
  return {
    read,
    unset,
    good: [
      ["My-topic_2.v1", "My-topic_2.v1"],
      [longest, longest],
    ],
    bad: [".", "..", "a b", "a/b", "a,b", "café", `${longest}t`],
  };
}

/** What both services must refuse to log in with. */
export function testLogin<Config extends { kafka: KafkaConfig }>(
  readConfig: (variables: Variables) => Config,
): void {
  const login = {
    KAFKA_SASL_MECHANISM: "scram-sha-512",
    KAFKA_SASL_USERNAME: "reader",
    KAFKA_SASL_PASSWORD: "hunter2",
  };
  const namesOf = (variables: Variables) => namesIn(faultsOf(() => readConfig(variables)));

  describe("logging in to Kafka", () => {
    test("is off unless a mechanism is set", () => {
      assert.equal(readConfig({}).kafka.sasl, undefined);
      assert.equal(readConfig({ KAFKA_SASL_MECHANISM: " " }).kafka.sasl, undefined);
    });

    test("takes a mechanism, a user name and a password", () => {
      for (const mechanism of ["plain", "scram-sha-256", "scram-sha-512"]) {
        const { sasl } = readConfig({ ...login, KAFKA_SASL_MECHANISM: mechanism }).kafka;
        assert.deepEqual(sasl, { mechanism, username: "reader", password: "hunter2" });
      }
    });

    test("with an unknown mechanism, or without a user name or a password, is refused", () => {
      assert.deepEqual(namesOf({ ...login, KAFKA_SASL_MECHANISM: "oauthbearer" }), ["KAFKA_SASL_MECHANISM"]);
      assert.deepEqual(namesOf({ ...login, KAFKA_SASL_USERNAME: "" }), ["KAFKA_SASL_USERNAME"]);
      assert.deepEqual(namesOf({ ...login, KAFKA_SASL_PASSWORD: undefined }), ["KAFKA_SASL_PASSWORD"]);
      assert.deepEqual(namesOf({ KAFKA_SASL_MECHANISM: "plain" }), [
        "KAFKA_SASL_USERNAME",
        "KAFKA_SASL_PASSWORD",
      ]);
    });

    test("with a user name or a password but no mechanism is refused, and the password is not told", () => {
      const { KAFKA_SASL_MECHANISM: _, ...rest } = login;
      for (const variables of [rest, { KAFKA_SASL_USERNAME: "reader" }, { KAFKA_SASL_PASSWORD: "hunter2" }]) {
        const faults = faultsOf(() => readConfig(variables));
        assert.deepEqual(namesIn(faults), ["KAFKA_SASL_MECHANISM"]);
        assert.ok(!faults.join("\n").includes("hunter2"));
      }
    });
  });
}
