import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Line } from "../../services/ingestor/src/line.ts";
import type { LineAction } from "../../services/ingestor/src/line-action.ts";
import { LINE_TIMES } from "../../services/ingestor/src/line-times.ts";

const { pingMs, pongMs, connectMs, subscribeMs, settleMs, stallMs, restMs, greetingMs } = LINE_TIMES;

/** A line for one ticker; its backoffs are as long as they can be. */
function createLine(roll = 1, peerFrames = () => 0, times = LINE_TIMES): Line {
  const line = new Line({ socket: 0, random: () => roll, times, peerFrames });
  line.add("A", 0);
  line.elapse(settleMs);
  return line;
}

/** One that is open since 0 ms, on connection 1. */
function openLine(peerFrames = () => 0, times = LINE_TIMES): Line {
  const line = createLine(1, peerFrames, times);
  line.connect(1, 0);
  line.opened(1, 0);
  return line;
}

const kindsOf = (actions: readonly LineAction[]) => actions.map(({ kind }) => kind);

/** Runs a line that nothing happens to until `end`, and returns what it did and when. */
function runUntil(line: Line, end: number, answer?: (action: LineAction, now: number) => void) {
  const done: [number, LineAction["kind"]][] = [];
  while (line.dueAt <= end) {
    const now = line.dueAt;
    for (const action of line.elapse(now)) {
      done.push([now, action.kind]);
      answer?.(action, now);
    }
    assert.ok(line.dueAt > now, "a timer that is due again at once is a busy loop");
  }
  return done;
}

/** How long a line waits before it connects again, for each of `failures` attempts that nothing answers. */
function backoffs(line: Line, failures: number): number[] {
  let now = 0;
  return Array.from({ length: failures }, (_, i) => {
    line.connect(i + 1, now);
    line.closed(i + 1, now);
    const waitMs = line.connectAt - now;
    now = line.connectAt;
    return waitMs;
  });
}

describe("a line", () => {
  test("wants to connect while it has tickers, subscribes when it is open, and is open only then", () => {
    const line = createLine();
    assert.ok(line.connectAt <= 0);
    line.connect(1, 0);
    assert.equal(line.connectAt, Number.POSITIVE_INFINITY);
    assert.equal(line.isOpen, false);
    assert.deepEqual(line.opened(1, 100), [
      { kind: "subscribe", connection: 1, tickers: ["A"] },
      { kind: "connected", socket: 0, tickers: ["A"] },
    ]);
    assert.equal(line.isOpen, true);
    assert.deepEqual(kindsOf(line.closed(1, 200)), ["reconnect", "lost"]);
    assert.equal(line.isOpen, false);
    line.remove("A", 200);
    assert.equal(line.connectAt, Number.POSITIVE_INFINITY);
  });

  test("pings every 5 s and subscribes again every 15 s for as long as pings are answered", () => {
    assert.deepEqual([pingMs, pongMs, subscribeMs], [5_000, 4_000, 15_000]);
    const line = openLine();
    const done = runUntil(line, 60_000, ({ kind }, now) => kind === "ping" && line.pong(1, now));
    const timesOf = (wanted: string) => done.filter(([, kind]) => kind === wanted).map(([at]) => at);
    assert.deepEqual(
      timesOf("ping"),
      Array.from({ length: 12 }, (_, i) => (i + 1) * 5_000),
    );
    assert.deepEqual(timesOf("subscribe"), [15_000, 30_000, 45_000, 60_000]);
    assert.equal(done.length, 16);
  });

  test("is terminated and lost, once, 4 s after a ping that nothing answered, whatever else it says", () => {
    const line = openLine();
    assert.deepEqual(kindsOf(line.elapse(5_000)), ["ping"]);
    line.frame(1, 8_000);
    assert.deepEqual(runUntil(line, 9_000), [
      [9_000, "terminate"],
      [9_000, "reconnect"],
      [9_000, "lost"],
    ]);
    // The shell may hear of the end of the connection it has just terminated.
    assert.deepEqual(line.closed(1, 9_001), []);
    assert.equal(line.connectAt, 10_000);
  });

  test("survives an answer in the last moment, and asks again", () => {
    const line = openLine();
    assert.deepEqual(kindsOf(line.elapse(5_000)), ["ping"]);
    assert.deepEqual(line.elapse(8_999), []);
    line.pong(1, 8_999);
    assert.deepEqual(line.elapse(9_000), []);
    assert.deepEqual(runUntil(line, 14_000).at(-1), [14_000, "lost"]);
  });

  test("is not kept alive by later pings when one stays unanswered", () => {
    const line = openLine(() => 0, { ...LINE_TIMES, pingMs: 1_000, pongMs: 3_500 });
    const done = runUntil(line, 4_500);
    assert.deepEqual(done.at(-1), [4_500, "lost"]);
    assert.equal(done.filter(([, kind]) => kind === "ping").length, 4);
  });

  test("gives up a connection that does not open within 10 s, and nothing is lost by it", () => {
    const line = createLine();
    line.connect(1, 0);
    assert.equal(connectMs, 10_000);
    assert.deepEqual(line.elapse(9_999), []);
    assert.equal(line.dueAt, 10_000);
    assert.deepEqual(kindsOf(line.elapse(10_000)), ["terminate", "reconnect"]);
    assert.equal(line.connectAt, 11_000);
  });

  test("waits 1, 2, 4 and so on up to 60 s between attempts, or down to half of that", () => {
    const longest = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
    assert.deepEqual(backoffs(createLine(1), 8), longest);
    assert.deepEqual(
      backoffs(createLine(0), 8),
      longest.map(each => each / 2),
    );
    assert.equal(backoffs(createLine(1), 2_000).at(-1), 60_000);
  });

  test("starts its backoff anew after a frame, but not after an opening alone", () => {
    const line = createLine();
    backoffs(line, 4);
    let now = line.connectAt;
    line.connect(5, now);
    line.opened(5, now);
    line.closed(5, now);
    assert.equal(line.connectAt - now, 16_000);
    now = line.connectAt;
    line.connect(6, now);
    line.opened(6, now);
    line.frame(6, now);
    line.closed(6, now);
    assert.equal(line.connectAt - now, 1_000);
  });

  test("keeps its backoff when it becomes empty and gets tickers again", () => {
    const line = createLine();
    backoffs(line, 3);
    const { connectAt } = line;
    line.remove("A", connectAt - 2_000);
    runUntil(line, connectAt - 1_000);
    line.add("B", connectAt - 1_000);
    assert.equal(line.connectAt, connectAt);
  });

  test("says why it is silent: the network, the line or the market", () => {
    const line = createLine();
    line.connect(1, 0);
    assert.equal(line.silence, "network");
    line.closed(1, 0);
    assert.equal(line.silence, "network");
    line.connect(2, 1_000);
    line.opened(2, 1_000);
    assert.equal(line.silence, "market");
    line.closed(2, 2_000);
    assert.equal(line.silence, "line");
  });
});

/** Lets a line live to `end` with answered pings, and returns when it wanted to renew its connection. */
function renewals(line: Line, from: number, end: number, connection = 1): number[] {
  const renewed: number[] = [];
  runUntil(line, end, (action, now) => {
    if (action.kind === "ping") line.pong(action.connection, now);
    if (action.kind !== "reconnect") return;
    assert.equal(action.reason, "stalled");
    if (now >= from) renewed.push(now);
    // The new connection comes at once, and is as silent as the old one.
    connection++;
    line.connect(connection, now);
    line.opened(connection, now);
    line.pong(connection - 1, now);
  });
  return renewed;
}

/** One with a frame a second for two minutes. */
function steadyLine(peerFrames?: () => number): Line {
  const line = openLine(peerFrames);
  for (let now = 1_000; now <= 120_000; now += 1_000) {
    renewals(line, now, now);
    line.frame(1, now);
  }
  return line;
}

describe("a line that falls silent", () => {
  test("renews its connection once, a minute after its last frame, and then lets the market be quiet", () => {
    const line = steadyLine();
    const days = 3 * 86_400_000;
    const at = renewals(line, 0, days);
    assert.equal(at.length, 1);
    assert.ok(at[0]! >= 120_000 + stallMs && at[0]! <= 120_000 + stallMs + pingMs);
  });

  test("is renewed again while other sockets go on as usual, each time after twice as long", () => {
    let peers = 0;
    const line = steadyLine(() => peers);
    const at: number[] = [];
    const connection = { last: 1 };
    for (let now = 120_000; now <= 120_000 + 40 * restMs; now += pingMs) {
      peers += 100;
      const renewed = renewals(line, now - pingMs + 1, now, connection.last);
      connection.last += renewed.length;
      at.push(...renewed);
    }
    const pauses = at.slice(1).map((each, i) => Math.round((each - at[i]!) / restMs));
    assert.deepEqual(pauses, [1, 2, 4, 8, 16]);
  });

  test("is left alone where it is silent for no longer than usual", () => {
    const line = openLine();
    let now = 0;
    for (let i = 0; i < 60; i++) {
      now += 50_000;
      assert.deepEqual(renewals(line, 0, now), []);
      line.frame(1, now);
    }
    assert.deepEqual(renewals(line, 0, now + 190_000), []);
    assert.equal(renewals(line, 0, now + 210_000).length, 1);
  });

  test("is left alone where it has never spoken but for a greeting", () => {
    let peers = 0;
    const line = openLine(() => peers);
    for (let i = 0; i < 90; i++) line.frame(1, greetingMs / 2);
    for (let now = pingMs; now < 20 * restMs; now += pingMs) {
      peers += 100;
      assert.deepEqual(renewals(line, 0, now), []);
    }
  });
});

/** A line whose connection 1 was taken for stalled, and whose connection 2 is subscribed. */
function suspicious(): { line: Line; now: number } {
  const line = steadyLine();
  runUntil(line, 120_000 + stallMs + pingMs, (action, now) => {
    if (action.kind === "ping") line.pong(1, now);
  });
  const now = 120_000 + stallMs + pingMs;
  line.connect(2, now);
  line.opened(2, now);
  assert.deepEqual(kindsOf(line.pong(1, now)), ["subscribe", "connected"]);
  return { line, now };
}

describe("a stall", () => {
  test("is lost before the first frame of the new connection", () => {
    const { line, now } = suspicious();
    assert.deepEqual(kindsOf(line.frame(2, now + 1)), ["lost", "close", "connected"]);
    assert.deepEqual(line.frame(2, now + 2), []);
    assert.deepEqual(kindsOf(line.closed(2, now + 3)), ["reconnect", "lost"]);
  });

  test("was none where the old connection speaks first: nothing is lost", () => {
    const { line, now } = suspicious();
    assert.deepEqual(line.frame(1, now + 1), []);
    assert.deepEqual(kindsOf(line.frame(2, now + 2)), ["connected"]);
  });

  test("was none where the old connection speaks before there is a new one: that is not wanted any more", () => {
    const line = steadyLine();
    const now = 120_000 + stallMs + pingMs;
    const done = runUntil(line, now, action => action.kind === "ping" && line.pong(1, now));
    assert.ok(done.some(([, kind]) => kind === "reconnect"));
    line.frame(1, now + 1);
    assert.equal(line.connectAt, Number.POSITIVE_INFINITY);
  });

  test("was none where the old connection has spoken when the new one fails: no other is tried", () => {
    const line = steadyLine();
    const now = 120_000 + stallMs + pingMs;
    runUntil(line, now, action => action.kind === "ping" && line.pong(1, now));
    line.connect(2, now);
    line.frame(1, now + 1);
    line.closed(2, now + 2);
    assert.equal(line.connectAt, Number.POSITIVE_INFINITY);
  });

  test("was none where the new connection is as silent: nothing is lost later either", () => {
    const { line, now } = suspicious();
    const done = runUntil(line, now + stallMs, (action, at) => {
      if (action.kind === "ping") line.pong(action.connection, at);
    });
    assert.deepEqual(done.at(-1), [now + stallMs, "close"]);
    assert.deepEqual(line.frame(2, now + 3_600_000), []);
  });
});

/** A line whose connection 1 is being renewed as planned, at 1,000 ms. */
function renewingLine(): Line {
  const line = openLine();
  line.frame(1, 500);
  line.renewAt(1_000);
  assert.deepEqual(line.elapse(1_000), [{ kind: "reconnect", socket: 0, reason: "planned" }]);
  line.connect(2, 1_000);
  return line;
}

describe("a renewal that fails", () => {
  test("leaves the old connection as it was: its frames are no first ones", () => {
    const line = renewingLine();
    line.opened(2, 1_100);
    assert.deepEqual(kindsOf(line.frame(1, 1_200)), ["subscribe", "connected"]);
    assert.deepEqual(kindsOf(line.closed(2, 1_300)), ["reconnect"]);
    assert.deepEqual(line.frame(1, 1_400), []);
  });

  test("is tried again when its time has come, also where the old connection ends before", () => {
    const line = renewingLine();
    line.closed(2, 1_100);
    assert.equal(line.connectAt, 2_100);
    assert.deepEqual(kindsOf(line.closed(1, 2_000)), ["reconnect", "lost"]);
    assert.equal(line.connectAt, 2_100);
  });
});

test("a planned renewal is no longer needed where the connection is a new one when its time comes", () => {
  const line = openLine();
  line.renewAt(100_000);
  line.closed(1, 1_000);
  line.connect(2, 2_000);
  line.opened(2, 2_000);
  const done = runUntil(line, 200_000, ({ kind }, now) => kind === "ping" && line.pong(2, now));
  assert.ok(done.every(([, kind]) => kind === "ping" || kind === "subscribe"));
});
