import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type IngestorConfig, readConfig } from "@market/ingestor";
import { faultsOf, namesIn } from "../runtime/faults.ts";
import { commonCases, testLogin, testVariables } from "../runtime/variables.ts";

const tickers = (count: number) => Array.from({ length: count }, (_, i) => `T${i}`);

testVariables<IngestorConfig>(readConfig, {
  ...commonCases(9464),
  TICKERS: {
    read: config => config.tickers,
    unset: ["AMZN", "MSFT"],
    good: [
      ["BTC-USD", ["BTC-USD"]],
      [" ^GSPC, JPY=X ,,ES=F,", ["^GSPC", "JPY=X", "ES=F"]],
      ["MSFT,AMZN,MSFT", ["MSFT", "AMZN"]],
      [tickers(2_000).join(), tickers(2_000)],
      [[...tickers(90), ...tickers(90)].join(), tickers(90)],
    ],
    bad: [",", " , ", "AM ZN", "AMZN,Ä", "AMZN,M\u0000", "T".repeat(65), tickers(20_001).join()],
  },
  YAHOO_URL: {
    read: config => config.url,
    unset: "wss://streamer.finance.yahoo.com/?version=2",
    good: [
      ["ws://localhost:8080", "ws://localhost:8080"],
      ["wss://example.com/a?version=2", "wss://example.com/a?version=2"],
    ],
    // The last is a URL, but no WebSocket can be opened to it.
    bad: [
      "streamer.finance.yahoo.com",
      "https://streamer.finance.yahoo.com",
      "ws://",
      "wss",
      "wss://example.com/#a",
    ],
  },
  SNAPSHOT_AGE: {
    read: config => config.snapshotAgeMs,
    unset: 1_800_000,
    good: [
      ["0", 0],
      ["0s", 0],
      ["90s", 90_000],
      ["1.5h", 5_400_000],
    ],
    bad: ["30", "-1m", "30 m", "half an hour", "0.5ms"],
  },
});

testLogin(readConfig);

describe("the ingestor's configuration", () => {
  test("is refused with too many tickers, and says how many there are", () => {
    const [fault] = faultsOf(() => readConfig({ TICKERS: tickers(20_001).join() }));
    assert.match(fault!, /at most 20000 tickers \(there are 20001\)$/);
  });

  test("is refused when ticks and dead letters would share a topic", () => {
    assert.deepEqual(
      faultsOf(() => readConfig({ DEAD_LETTERS_TOPIC: "market.ticks.v1" })),
      ['DEAD_LETTERS_TOPIC="market.ticks.v1": expected another topic than TICKS_TOPIC (market.ticks.v1)'],
    );
    assert.deepEqual(namesIn(faultsOf(() => readConfig({ TICKS_TOPIC: "t", DEAD_LETTERS_TOPIC: "t" }))), [
      "DEAD_LETTERS_TOPIC",
    ]);
  });

  test("reports all its faults at once", () => {
    const wrong = {
      KAFKA_BROKERS: "nowhere",
      KAFKA_SASL_USERNAME: "reader",
      TOPIC_PARTITIONS: "0",
      DEAD_LETTERS_TOPIC: "market.ticks.v1",
      LOG_LEVEL: "loud",
      TICKERS: ",",
      YAHOO_URL: "yahoo",
      SNAPSHOT_AGE: "old",
    };
    const { KAFKA_SASL_USERNAME: _, ...named } = { ...wrong, KAFKA_SASL_MECHANISM: "" };
    assert.deepEqual(namesIn(faultsOf(() => readConfig(wrong))).sort(), Object.keys(named).sort());
  });

  test("is a function of the variables alone", () => {
    const variables = Object.freeze({ TICKERS: "AAPL" });
    assert.deepEqual(readConfig(variables), readConfig(variables));
    assert.deepEqual(readConfig({ ...variables, UNKNOWN: "x", WINDOWS: "nonsense" }), readConfig(variables));
  });
});
