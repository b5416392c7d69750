import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LINE_TIMES, Line, type LineAction } from "@market/ingestor";
import * as fc from "fast-check";

const { pingMs, pongMs, connectMs, subscribeMs, backoffMinMs, backoffMaxMs } = LINE_TIMES;

/** A line that is open since 0 ms; its backoffs are as long as they can be. */
function openLine(): Line {
  const line = new Line(() => 1);
  line.start(0);
  line.opened(0);
  return line;
}

/** Runs a line that nothing happens to until `end`, and returns what it did and when. */
function runUntil(line: Line, end: number, answer?: (action: LineAction) => void): [number, LineAction][] {
  const done: [number, LineAction][] = [];
  while (line.dueAt <= end) {
    const now = line.dueAt;
    for (const action of line.elapse(now)) {
      done.push([now, action]);
      answer?.(action);
    }
    assert.ok(line.dueAt > now, "a timer that is due again at once is a busy loop");
  }
  return done;
}

/** How long a line waits before it connects again, for each of `failures` attempts that nothing answers. */
function backoffs(line: Line, failures: number): number[] {
  let now = 0;
  line.start(now);
  return Array.from({ length: failures }, () => {
    line.closed(now);
    const waitMs = line.dueAt - now;
    now = line.dueAt;
    assert.deepEqual(line.elapse(now), ["connect"]);
    return waitMs;
  });
}

describe("a line", () => {
  test("connects when it is started, subscribes when it is open, and is open only then", () => {
    const line = new Line(() => 0);
    assert.equal(line.isOpen, false);
    assert.deepEqual(line.start(0), ["connect"]);
    assert.equal(line.isOpen, false);
    assert.deepEqual(line.opened(100), ["subscribe"]);
    assert.equal(line.isOpen, true);
    assert.deepEqual(line.closed(200), ["lost"]);
    assert.equal(line.isOpen, false);
  });

  test("pings every 5 s and subscribes again every 15 s for as long as pings are answered", () => {
    assert.deepEqual([pingMs, pongMs, subscribeMs], [5_000, 4_000, 15_000]);
    const line = openLine();
    const done = runUntil(line, 60_000, action => action === "ping" && line.pong());
    const timesOf = (wanted: LineAction) => done.filter(([, action]) => action === wanted).map(([at]) => at);
    assert.deepEqual(
      timesOf("ping"),
      Array.from({ length: 12 }, (_, i) => (i + 1) * 5_000),
    );
    assert.deepEqual(timesOf("subscribe"), [15_000, 30_000, 45_000, 60_000]);
    assert.equal(done.length, 16);
  });

  test("is terminated and lost, once, 4 s after a ping that nothing answered", () => {
    const line = openLine();
    assert.deepEqual(runUntil(line, 9_000), [
      [5_000, "ping"],
      [9_000, "terminate"],
      [9_000, "lost"],
    ]);
    // The shell may hear of the end of the connection it has just terminated.
    assert.deepEqual(line.closed(9_001), []);
    assert.equal(line.dueAt, 10_000);
    assert.deepEqual(line.elapse(10_000), ["connect"]);
  });

  test("survives an answer in the last moment, and asks again", () => {
    const line = openLine();
    assert.deepEqual(line.elapse(5_000), ["ping"]);
    assert.deepEqual(line.elapse(8_999), []);
    line.pong();
    assert.deepEqual(line.elapse(9_000), []);
    assert.deepEqual(runUntil(line, 14_000), [
      [10_000, "ping"],
      [14_000, "terminate"],
      [14_000, "lost"],
    ]);
  });

  test("is not kept alive by frames or later pings when a ping stays unanswered", () => {
    const times = { ...LINE_TIMES, pingMs: 1_000, pongMs: 3_500 };
    const line = new Line(() => 1, times);
    line.start(0);
    line.opened(0);
    const done = runUntil(line, 4_500, () => line.frame());
    assert.deepEqual(done.slice(-2), [
      [4_500, "terminate"],
      [4_500, "lost"],
    ]);
    assert.equal(done.filter(([, action]) => action === "ping").length, 4);
  });

  test("gives up a connection that does not open within 10 s, and nothing is lost by it", () => {
    const line = new Line(() => 1);
    line.start(0);
    assert.equal(connectMs, 10_000);
    assert.deepEqual(line.elapse(9_999), []);
    assert.equal(line.dueAt, 10_000);
    assert.deepEqual(line.elapse(10_000), ["terminate"]);
    assert.equal(line.dueAt, 11_000);
  });

  test("loses nothing by a connection that is refused", () => {
    const line = new Line(() => 1);
    line.start(0);
    assert.deepEqual(line.closed(50), []);
    assert.deepEqual(line.elapse(line.dueAt), ["connect"]);
  });

  test("waits 1, 2, 4 and so on up to 60 s between attempts, or down to half of that", () => {
    const longest = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
    assert.deepEqual(backoffs(new Line(() => 1), 8), longest);
    assert.deepEqual(
      backoffs(new Line(() => 0), 8),
      longest.map(each => each / 2),
    );
    assert.deepEqual(
      backoffs(new Line(() => 0.5), 8),
      longest.map(each => each * 0.75),
    );
    assert.equal(backoffs(new Line(() => 1), 2_000).at(-1), 60_000);
  });

  test("starts its backoff anew after a frame, but not after an opening alone", () => {
    const line = new Line(() => 1);
    backoffs(line, 4);
    let now = line.dueAt - connectMs;
    line.opened(now);
    line.closed(now);
    assert.equal(line.dueAt - now, 16_000);
    now = line.dueAt;
    line.elapse(now);
    line.opened(now);
    line.frame();
    line.closed(now);
    assert.equal(line.dueAt - now, 1_000);
  });

  test("says why it is silent: the network, the line or the market", () => {
    const line = new Line(() => 1);
    line.start(0);
    assert.equal(line.silence, "network");
    line.closed(0);
    assert.equal(line.silence, "network");
    line.elapse(1_000);
    line.opened(1_000);
    assert.equal(line.silence, "market");
    line.closed(2_000);
    assert.equal(line.silence, "line");
  });
});

type Step =
  | { readonly kind: "pass"; readonly ms: number; readonly lateMs: number }
  | { readonly kind: "open" | "close" | "frame" | "pong" | "early" };

/** The other side of a line and the clock: does what it says as a socket would, and checks what may be said when. */
class World {
  readonly #line: Line;
  #now = 1_000_000;
  #socket: "none" | "connecting" | "open" = "none";
  /** When the other side was last heard, and what late timers have added since to the time until that is noticed. */
  #heardAt = 0;
  #lateMs = 0;
  #pingedAt = 0;
  #subscribedAt = 0;
  #attemptedAt = 0;
  /** Since the last frame. */
  #failures = 0;
  #endedAt: number | undefined;
  #openings = 0;
  #losses = 0;

  constructor(random: () => number) {
    this.#line = new Line(random);
    this.#act(this.#line.start(this.#now));
    assert.equal(this.#socket, "connecting");
  }

  step(step: Step): void {
    if (step.kind === "pass") this.#pass(step.ms, step.lateMs);
    else if (step.kind === "open") this.#open();
    else if (step.kind === "close") this.#close();
    else if (step.kind === "early") this.#early();
    else if (this.#socket === "open") this.#hear(step.kind);
    this.#check();
  }

  #pass(ms: number, lateMs: number): void {
    const end = this.#now + ms;
    while (this.#line.dueAt <= end) {
      const dueAt = this.#line.dueAt;
      const before = this.#socket;
      this.#now = Math.max(this.#now, dueAt + lateMs);
      this.#lateMs += lateMs;
      const actions = this.#line.elapse(this.#now);
      // Whoever sleeps until dueAt finds something to do, and then sleeps on: no busy loop.
      assert.ok(actions.length > 0 || this.#socket !== before);
      this.#act(actions);
      assert.ok(this.#line.dueAt > this.#now);
      this.#check();
    }
    this.#now = Math.max(this.#now, end);
  }

  #open(): void {
    if (this.#socket !== "connecting") return;
    this.#socket = "open";
    this.#openings++;
    this.#heardAt = this.#pingedAt = this.#subscribedAt = this.#now;
    this.#lateMs = 0;
    const actions = this.#line.opened(this.#now);
    assert.deepEqual(actions, ["subscribe"]);
    this.#act(actions);
  }

  #close(): void {
    if (this.#socket === "none") return;
    const wasOpen = this.#socket === "open";
    this.#end();
    const actions = this.#line.closed(this.#now);
    assert.deepEqual(actions, wasOpen ? ["lost"] : []);
    this.#act(actions);
    // It ends once, even if it is told so twice.
    assert.deepEqual(this.#line.closed(this.#now), []);
  }

  /** A timer that fires early, as Node's may by a millisecond, changes nothing. */
  #early(): void {
    const { dueAt } = this.#line;
    if (this.#now >= dueAt) return;
    assert.deepEqual(this.#line.elapse(this.#now), []);
    assert.equal(this.#line.dueAt, dueAt);
  }

  #hear(what: "frame" | "pong"): void {
    if (what === "frame") {
      this.#line.frame();
      this.#failures = 0;
    } else {
      this.#line.pong();
      this.#heardAt = this.#now;
      this.#lateMs = 0;
    }
  }

  #end(): void {
    this.#socket = "none";
    this.#endedAt = this.#now;
  }

  #act(actions: readonly LineAction[]): void {
    for (const [i, action] of actions.entries()) {
      if (action === "connect") this.#connect();
      else if (action === "terminate") {
        assert.notEqual(this.#socket, "none", "only a socket that is there is terminated");
        assert.equal(actions[i + 1], this.#socket === "open" ? "lost" : undefined);
        this.#end();
      } else if (action === "lost") this.#losses++;
      else {
        assert.equal(this.#socket, "open", "only an open socket can be written to");
        if (action === "ping") this.#pingedAt = this.#now;
        else this.#subscribedAt = this.#now;
      }
    }
  }

  #connect(): void {
    assert.equal(this.#socket, "none", "at most one connection at a time");
    if (this.#endedAt !== undefined) {
      const longest = Math.min(backoffMaxMs, backoffMinMs * 2 ** this.#failures++);
      const waitedMs = this.#now - this.#endedAt;
      assert.ok(
        waitedMs >= longest / 2 && waitedMs <= longest + this.#lateMs,
        `${waitedMs} of ${longest} ms`,
      );
    }
    this.#socket = "connecting";
    this.#attemptedAt = this.#now;
    this.#lateMs = 0;
  }

  #check(): void {
    assert.ok(Number.isFinite(this.#line.dueAt));
    assert.equal(this.#line.isOpen, this.#socket === "open");
    assert.equal(this.#losses, this.#openings - (this.#socket === "open" ? 1 : 0));
    const within = (since: number, ms: number, what: string) =>
      assert.ok(this.#now - since <= ms + this.#lateMs, `${what} after ${this.#now - since} ms`);
    if (this.#socket === "connecting") within(this.#attemptedAt, connectMs, "given up");
    if (this.#socket !== "open") return;
    within(this.#heardAt, pingMs + pongMs, "found dead");
    within(this.#pingedAt, pingMs, "pinged");
    within(this.#subscribedAt, subscribeMs, "subscribed");
  }
}

const pass = (max: number, lateMs: fc.Arbitrary<number>) =>
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max }), lateMs });

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: pass(6_000, fc.constant(0)) },
    { weight: 1, arbitrary: pass(90_000, fc.constant(0)) },
    { weight: 1, arbitrary: pass(20_000, fc.integer({ min: 1, max: 30_000 })) },
    { weight: 3, arbitrary: fc.constant({ kind: "open" as const }) },
    { weight: 4, arbitrary: fc.constant({ kind: "pong" as const }) },
    { weight: 2, arbitrary: fc.constant({ kind: "frame" as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: "close" as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: "early" as const }) },
  ),
  { maxLength: 150, size: "max" },
);

describe("whatever happens to a line", () => {
  test("there is one connection at a time, a dead one is found in time, and each that opened is lost once", () => {
    // In steps that add up without rounding.
    const roll = fc.nat(64).map(each => each / 64);
    const dice = fc.array(roll, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(steps, dice, (all, rolls) => {
        let rolled = 0;
        const world = new World(() => rolls[rolled++ % rolls.length]!);
        for (const step of all) world.step(step);
      }),
      { numRuns: 1_000 },
    );
  });
});
