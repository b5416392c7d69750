import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FrameResult, Intake } from "@market/ingestor";
import { decodeTick, type Oddity, type Pricing, parseFrame } from "@market/wire";
import * as fc from "fast-check";
import { realFrames } from "../golden/frames.ts";
import { bare, enveloped } from "../wire/frames.ts";

const NOW = 1_713_277_219_000;
const MINUTE = 60_000;
const SNAPSHOT_AGE = 30 * MINUTE;

const TICKERS = ["AMZN", "MSFT"];

const connect = (intake: Intake) => intake.take({ kind: "connected", receivedTime: NOW, tickers: TICKERS });
const lose = (intake: Intake, receivedTime: number) =>
  intake.take({ kind: "lost", receivedTime, tickers: TICKERS });

/** An intake that is connected, with what it said. */
function connectedIntake({ unwanted = [] as string[], snapshotAgeMs = SNAPSHOT_AGE } = {}) {
  const results: FrameResult[] = [];
  const oddities: Oddity[] = [];
  const intake = new Intake({
    isWanted: ticker => !unwanted.includes(ticker),
    snapshotAgeMs,
    partitionOf: ticker => ticker.length,
    onResult: result => results.push(result),
    onOddity: oddity => oddities.push(oddity),
  });
  connect(intake);
  /** Hands it a frame and returns what became of it. */
  const receive = (fields: Pricing, receivedTime = NOW) => {
    intake.frame(enveloped(bare({ id: "AMZN", price: 184.5, time: NOW, ...fields })), receivedTime);
    return results.at(-1);
  };
  return { intake, results, oddities, receive };
}

const takeAll = (intake: Intake) => intake.queue.take(1_000_000);
const takeTicks = (intake: Intake) => takeAll(intake).map(({ value }) => decodeTick(value!)!);

/** Ticker and beginning of each gap that waits. */
const takeGaps = (intake: Intake) =>
  takeAll(intake).map(({ key, value, headers }) => {
    assert.equal(value, null);
    return [key, headers?.["gap-from"]];
  });

describe("a frame", () => {
  test("becomes a record of its ticker's partition, at its received time, with the tick it was parsed into", () => {
    const { intake } = connectedIntake();
    for (const { frame } of realFrames) {
      const parsed = parseFrame(frame, NOW);
      assert.ok("tick" in parsed);
      const { tick } = parsed;
      intake.frame(frame, NOW);
      const [record, ...others] = takeAll(intake);
      assert.equal(others.length, 0);
      const { partition, key, timestamp, time, value } = record!;
      assert.deepEqual(
        { partition, key, timestamp, time },
        { partition: tick.ticker.length, key: tick.ticker, timestamp: NOW, time: tick.time },
      );
      assert.equal(decodeTick(value!)!.price, tick.price);
    }
  });

  test("with something odd in it is a tick, and the oddity is told", () => {
    const { receive, oddities, intake } = connectedIntake();
    assert.equal(receive({ quote_type: 99, day_volume: -1 }), "tick");
    assert.deepEqual(oddities, ["unknown_quote_type", "bad_field"]);
    assert.equal(takeTicks(intake).length, 1);
  });
});

describe("a repeat", () => {
  const first = { time: NOW, price: 184.5, day_volume: 100, last_size: 1 };

  test("is never published twice, on the same socket or on the next", () => {
    const { intake, receive } = connectedIntake();
    assert.equal(receive(first), "tick");
    assert.equal(receive(first, NOW + 1_000), "repeat");
    connect(intake);
    assert.equal(receive(first, NOW + 5_000), "repeat");
    assert.equal(receive({ ...first, change: 1 }, NOW + 6_000), "repeat");
    assert.equal(takeTicks(intake).length, 1);
  });

  test("differs in nothing of ticker, time, price, day volume and last size; absent is not 0", () => {
    const { intake, receive } = connectedIntake();
    const others: Pricing[] = [
      { ...first, id: "MSFT" },
      { ...first, time: NOW - 1_000 },
      { ...first, price: 184.6 },
      { ...first, day_volume: 101 },
      { ...first, last_size: 2 },
      { ...first, day_volume: null },
      { ...first, day_volume: 0 },
      { ...first, last_size: null },
      { ...first, last_size: 0 },
    ];
    assert.equal(receive(first), "tick");
    for (const other of others) assert.equal(receive(other), "tick", JSON.stringify(other));
    for (const again of [first, ...others]) assert.equal(receive(again), "repeat", JSON.stringify(again));
    assert.equal(takeTicks(intake).length, 1 + others.length);
  });

  test("is recognised 64 ticks later, also of a snapshot", () => {
    const { intake, receive } = connectedIntake();
    const snapshot = { time: NOW - 24 * 60 * MINUTE };
    assert.equal(receive(snapshot), "snapshot");
    for (let i = 1; i < 64; i++) assert.equal(receive({ time: NOW + i }), "tick");
    assert.equal(receive(snapshot), "repeat");
    assert.equal(receive({ time: NOW + 64 }), "tick");
    assert.equal(receive({ time: NOW + 1 }), "repeat");
    assert.equal(takeTicks(intake).length, 65);
  });
});

describe("a snapshot", () => {
  const old = (ms: number, more: Pricing = {}) => ({ time: NOW - ms, ...more });

  test("is a ticker's first frame on a socket if it is more than the snapshot age old, and says so in its tick", () => {
    const { intake, receive } = connectedIntake();
    assert.equal(receive(old(SNAPSHOT_AGE + 1)), "snapshot");
    assert.equal(receive(old(SNAPSHOT_AGE, { id: "MSFT" })), "tick");
    assert.deepEqual(
      takeTicks(intake).map(({ ticker, snapshot }) => [ticker, snapshot]),
      [
        ["AMZN", true],
        ["MSFT", null],
      ],
    );
  });

  test("is the first frame only: the second is a tick, however old", () => {
    const { intake, receive } = connectedIntake();
    assert.equal(receive(old(2 * SNAPSHOT_AGE)), "snapshot");
    assert.equal(receive(old(3 * SNAPSHOT_AGE)), "tick");
    assert.equal(receive({}), "tick");
    assert.deepEqual(
      takeTicks(intake).map(({ snapshot }) => snapshot),
      [true, null, null],
    );
  });

  test("may come again with each new socket, but a repeat of the last tick uses the chance up", () => {
    const { intake, receive } = connectedIntake();
    assert.equal(receive({}), "tick");
    connect(intake);
    assert.equal(receive(old(SNAPSHOT_AGE + 1)), "snapshot");
    connect(intake);
    assert.equal(receive({}), "repeat");
    assert.equal(receive(old(SNAPSHOT_AGE + 2)), "tick");
  });

  test("is measured against the ticker's usual delay: one of 15 minutes is not old", () => {
    const { intake, receive } = connectedIntake({ snapshotAgeMs: 10 * MINUTE });
    // Nothing is known of the ticker yet.
    assert.equal(receive(old(15 * MINUTE)), "snapshot");
    for (const second of [1, 2, 3])
      assert.equal(receive(old(15 * MINUTE + second * 1_000, { price: second })), "tick");
    connect(intake);
    // Known: 15 minutes and a second.
    assert.equal(receive(old(25 * MINUTE + 1_000)), "tick");
    connect(intake);
    assert.equal(receive(old(25 * MINUTE + 1_001)), "snapshot");
    // The delay of one ticker says nothing about another.
    assert.equal(receive(old(15 * MINUTE, { id: "MSFT" })), "snapshot");
  });

  test("does not make the usual delay longer, nor do late ticks or ticks from the future make it wrong", () => {
    const { intake, receive } = connectedIntake();
    assert.equal(receive(old(1_000)), "tick");
    assert.equal(receive(old(20 * MINUTE)), "tick");
    // Half a minute ahead of us: a delay of none.
    assert.equal(receive(old(-MINUTE / 2)), "tick");
    connect(intake);
    assert.equal(receive(old(SNAPSHOT_AGE + 5_000)), "snapshot");
    connect(intake);
    assert.equal(receive(old(SNAPSHOT_AGE + 1)), "snapshot");
    connect(intake);
    assert.equal(receive(old(SNAPSHOT_AGE)), "tick");
  });

  test("is none with a snapshot age of 0", () => {
    const { receive } = connectedIntake({ snapshotAgeMs: 0 });
    assert.equal(receive(old(60 * 60 * MINUTE)), "tick");
  });
});

describe("a loss of the feed", () => {
  test("writes a gap for every ticker, from its last tick's event time, or 0 if it had none", () => {
    const { intake, receive } = connectedIntake();
    receive({ time: NOW - 5_000 });
    takeAll(intake);
    lose(intake, NOW + 9_000);
    const gaps = takeAll(intake);
    assert.deepEqual(
      gaps.map(({ partition, key, value, timestamp, headers }) => ({
        partition,
        key,
        value,
        timestamp,
        headers,
      })),
      [
        {
          partition: 4,
          key: "AMZN",
          value: null,
          timestamp: NOW + 9_000,
          headers: { "gap-from": String(NOW - 5_000) },
        },
        { partition: 4, key: "MSFT", value: null, timestamp: NOW + 9_000, headers: { "gap-from": "0" } },
      ],
    );
  });

  test("knows the latest event time, whatever order ticks came in, and never one ahead of received time", () => {
    const { intake, receive } = connectedIntake();
    for (const time of [NOW - 3_000, NOW - 1_000, NOW - 2_000]) receive({ time });
    receive({ id: "MSFT", time: NOW + MINUTE }, NOW);
    takeAll(intake);
    lose(intake, NOW);
    assert.deepEqual(takeGaps(intake), [
      ["AMZN", String(NOW - 1_000)],
      ["MSFT", String(NOW)],
    ]);
  });

  test("does not begin at a snapshot or a repeat, which end no gap either", () => {
    const { intake, receive } = connectedIntake();
    receive({ time: NOW - 2 * SNAPSHOT_AGE });
    receive({ id: "MSFT", time: NOW - 1_000 });
    receive({ id: "MSFT", time: NOW - 1_000 });
    takeAll(intake);
    lose(intake, NOW);
    assert.deepEqual(takeGaps(intake), [
      ["AMZN", "0"],
      ["MSFT", String(NOW - 1_000)],
    ]);
  });

  test("is told each time anew, and for nobody else", () => {
    const { intake, receive } = connectedIntake();
    receive({ id: "MSFT", time: NOW - 7_000 });
    takeAll(intake);
    for (let i = 0; i < 2; i++) {
      intake.take({ kind: "lost", receivedTime: NOW, tickers: ["MSFT"] });
      assert.deepEqual(takeGaps(intake), [["MSFT", String(NOW - 7_000)]]);
    }
  });

  test("of a ticker that was forgotten begins at 0: what was known of it is not", () => {
    const { intake, receive } = connectedIntake();
    receive({ id: "MSFT", time: NOW - 7_000 });
    takeAll(intake);
    intake.forget("MSFT");
    intake.lost(["MSFT"], NOW);
    assert.deepEqual(takeGaps(intake), [["MSFT", "0"]]);
  });
});

describe("a dead letter", () => {
  test("is the frame as it came, with its reason and origin, at its received time", () => {
    const { intake } = connectedIntake();
    const frames = {
      not_base64: "hello!",
      unknown_type: '{"type":"news"}',
      no_price: bare({ id: "AMZN", time: NOW }),
    };
    for (const frame of Object.values(frames)) intake.frame(frame, NOW);
    assert.deepEqual(
      intake.takeDeadLetters(),
      Object.entries(frames).map(([reason, frame]) => ({
        key: null,
        value: Buffer.from(frame),
        timestamp: NOW,
        headers: { reason, origin: "ingestor" },
      })),
    );
    assert.deepEqual(intake.takeDeadLetters(), []);
    assert.equal(intake.queue.length, 0);
  });

  test("keeps at most 64 KiB, in bytes, not characters", () => {
    const { intake, results } = connectedIntake();
    for (const letter of ["x", "é", "\u{1f600}"]) intake.frame(letter.repeat(1_048_576), NOW);
    assert.deepEqual(results, ["too_large", "too_large", "too_large"]);
    for (const { value } of intake.takeDeadLetters()) assert.equal(value!.length, 65_536);
  });

  test("is not written for what is harmless", () => {
    const { intake, results, receive } = connectedIntake();
    intake.frame('{"type":"earnings","message":""}', NOW);
    receive({ quote_type: 7 });
    assert.deepEqual(results, ["other_type", "heartbeat"]);
    assert.deepEqual(intake.takeDeadLetters(), []);
  });

  test("that finds no room is counted, and ticks go on", () => {
    const { intake, results, receive } = connectedIntake();
    for (let i = 0; i < 1_005; i++) intake.frame("?", NOW);
    assert.equal(receive({}), "tick");
    assert.equal(intake.takeDeadLetters().length, 1_000);
    assert.equal(intake.deadLettersDropped, 5);
    assert.equal(results.length, 1_006);
    intake.frame("?", NOW);
    assert.equal(intake.takeDeadLetters().length, 1);
  });

  test("is not made of a tick that nobody wants: it is counted", () => {
    const { intake, receive, results } = connectedIntake({ unwanted: ["NVDA"] });
    assert.equal(receive({ id: "NVDA" }), "unwanted");
    assert.deepEqual(results, ["unwanted"]);
    assert.equal(intake.isWaiting, false);
  });

  test("is made of a tick when there are more tickers than any market has, and known ones go on", () => {
    const { intake, receive, results } = connectedIntake();
    for (let i = 2; i < 20_000; i++) receive({ id: `T${i}` });
    assert.ok(results.every(result => result === "tick"));
    assert.equal(receive({ id: "ONE-MORE" }), "too_many_tickers");
    const [letter] = intake.takeDeadLetters();
    assert.deepEqual(letter?.headers, { reason: "too_many_tickers", origin: "ingestor" });
    assert.equal(receive({}), "tick");
    assert.equal(receive({ id: "T2", price: 1 }), "tick");
  });
});

describe("whatever arrives", () => {
  const harmless = new Set<FrameResult>(["other_type", "heartbeat"]);
  const pricing = fc.record({
    id: fc.constantFrom("AMZN", "MSFT", "BTC-USD", "", "A B"),
    price: fc.constantFrom(1, 2, 0),
    time: fc.constantFrom(NOW, NOW - 1_000, NOW - 2 * SNAPSHOT_AGE, 0),
    quote_type: fc.constantFrom(8, 8, 7),
  });
  const frame = fc.oneof(
    { weight: 6, arbitrary: pricing.map(each => enveloped(bare(each))) },
    { weight: 2, arbitrary: fc.constantFrom(...realFrames).map(each => each.frame) },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.constantFrom('{"type":"earnings"}', '{"type":"?"}', "{", "") },
  );
  const step = fc.oneof({ weight: 10, arbitrary: frame }, { weight: 1, arbitrary: fc.constant(null) });

  test("each frame has one result: it is a record, a dead letter, a repeat or harmless", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), all => {
        const { intake, results } = connectedIntake();
        let frames = 0;
        for (const each of all) {
          if (each === null) connect(intake);
          else intake.frame(each, NOW + frames++);
          assert.equal(results.length, frames);
        }
        const count = (of: (result: FrameResult) => boolean) => results.filter(of).length;
        const published = takeTicks(intake);
        const buried = intake.takeDeadLetters();
        assert.equal(
          published.filter(each => each.snapshot).length,
          count(result => result === "snapshot"),
        );
        assert.equal(
          published.length,
          count(result => result === "tick" || result === "snapshot"),
        );
        const used = new Set<FrameResult>(["tick", "snapshot", "repeat", ...harmless]);
        assert.deepEqual(
          buried.map(({ headers }) => headers!.reason),
          results.filter(result => !used.has(result)),
        );
        const identities = published.map(each =>
          [each.ticker, each.time, each.price, each.day_volume].join(),
        );
        assert.equal(new Set(identities).size, identities.length, "no tick twice");
      }),
      { numRuns: 500 },
    );
  });
});
