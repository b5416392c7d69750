import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Bar } from "../../services/dashboard/src/api.ts";
import { Live, type Reader } from "../../services/dashboard/src/live.ts";
import { toBar } from "../../services/dashboard/src/series.ts";
import { collectGarbage } from "./garbage.ts";
import { eventsOf } from "./server-events.ts";
import { aRecord } from "./some-bars.ts";

const WINDOWS = ["1m", "5m", "1h"] as const;
const bar = (window_start: number): Bar => toBar(aRecord({ window_start }));

/** Calls back when it is told to. */
class StoppedClock {
  #due: (() => void) | undefined;

  after(_ms: number, callback: () => void): () => void {
    this.#due = callback;
    return () => {
      this.#due = undefined;
    };
  }

  pass(): void {
    const due = this.#due;
    this.#due = undefined;
    due?.();
  }
}

/** One who keeps the bars of a window: asks for what there is, follows, comes back with the id it has, and asks again when told to. */
class Follower {
  readonly window: string;
  readonly #live: Live;
  readonly #pushed: readonly number[];
  #reader: Reader;
  #cursor: string;
  /** Bars up to this one are known. */
  known: number;
  resets = 0;
  isAwake = true;

  constructor(live: Live, window: string, pushed: readonly number[]) {
    this.window = window;
    this.#live = live;
    this.#pushed = pushed;
    this.known = pushed.length;
    this.#cursor = live.cursor;
    this.#reader = this.#follow();
  }

  #follow(): Reader {
    this.isAwake = true;
    const wake = () => {
      this.isAwake = true;
    };
    return this.#live.follow(this.window, this.#cursor, { wake });
  }

  comeBack(): void {
    this.#reader.close();
    this.#reader = this.#follow();
  }

  /** Takes events, `max` at most, if it was woken or has not yet taken all. */
  read(max: number): void {
    for (let n = 0; n < max && this.isAwake; n++) {
      const bytes = this.#reader.next();
      if (bytes === undefined) this.isAwake = false;
      else for (const { event, data, id } of eventsOf(bytes)) this.#take(event, JSON.parse(data), id);
    }
  }

  #take(event: string, data: readonly Bar[], id: string | undefined): void {
    assert.ok(id);
    this.#cursor = id;
    if (event === "reset") {
      this.resets++;
      this.known = this.#pushed.length;
      return;
    }
    assert.equal(event, "bars");
    const [first] = data;
    assert.ok(first!.window_start <= this.known, `no bar is left out before ${first!.window_start}`);
    data.forEach(({ window_start }, i) => {
      assert.equal(window_start, first!.window_start + i, "in order of their coming");
    });
    this.known = Math.max(this.known, data.at(-1)!.window_start + 1);
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("push"), at: fc.nat(2), many: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("pass"), at: fc.nat(1), many: fc.nat(1) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("read"), at: fc.nat(5), many: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("comeBack"), at: fc.nat(5), many: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reset"), at: fc.nat(5), many: fc.nat(1) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Play {
  readonly #clock = new StoppedClock();
  readonly live: Live;
  readonly #pushed: Record<string, number[]> = { "1m": [], "5m": [], "1h": [] };
  readonly followers: readonly Follower[];
  resets = 0;

  constructor(bounds: { windowBytesMax: number; bytesMax: number; windowsMax?: number }) {
    this.live = new Live({ clock: this.#clock, ...bounds });
    this.followers = [0, 1, 2, 3, 4, 5].map(i => {
      const window = WINDOWS[i % 3]!;
      return new Follower(this.live, window, this.#pushed[window]!);
    });
  }

  do({ kind, at, many }: Step): void {
    if (kind === "push") {
      const window = WINDOWS[at]!;
      const pushed = this.#pushed[window]!;
      const bars = Array.from({ length: many }, (_, i) => bar(pushed.length + i));
      for (const { window_start } of bars) pushed.push(window_start);
      this.live.push(window, bars);
    } else if (kind === "pass") this.#clock.pass();
    else if (kind === "reset") {
      this.live.reset();
      this.resets++;
    } else if (kind === "read") this.followers[at]!.read(many);
    else this.followers[at]!.comeBack();
  }

  /** Time passes, and all read what there is. */
  end(): void {
    this.#clock.pass();
    for (const follower of this.followers) {
      follower.read(10_000);
      assert.equal(follower.known, this.#pushed[follower.window]!.length);
    }
  }
}

const steps = fc.array(step, { maxLength: 300, size: "max" });

function heapHeld(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

describe("what is pushed", () => {
  test("comes to every reader in order and without a hole, at any pace and after any disconnect, or it is told to ask anew", () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 300, max: 9_000 }),
        fc.integer({ min: 300, max: 9_000 }),
        fc.integer({ min: 1, max: 3 }),
        (given, windowBytesMax, bytesMax, windowsMax) => {
          const play = new Play({ windowBytesMax, bytesMax, windowsMax });
          for (const each of given) play.do(each);
          play.end();
        },
      ),
      { numRuns: 200 },
    );
  });

  test("of windows that others made up goes again: only so many are kept, and who missed something is told", () => {
    const clock = new StoppedClock();
    const live = new Live({ clock });
    const before = heapHeld();
    const slow = live.follow("made up 0", undefined, { wake: () => {} });
    const upToDate = live.follow("1m", undefined, { wake: () => {} });
    const { cursor } = live;
    live.push("1m", [bar(0)]);
    for (let at = 0; at < 20_000; at++) {
      live.push(`made up ${at}`, [bar(at)]);
      if (at % 10 === 0) clock.pass();
      if (at === 10) assert.equal(eventsOf(upToDate.next()!)[0]!.event, "bars");
    }
    clock.pass();
    const held = heapHeld() - before;
    assert.ok(held < 16 << 20, `${held} bytes`);
    assert.equal(upToDate.next(), undefined, "who has seen all of it is told nothing");
    assert.equal(eventsOf(slow.next()!)[0]!.event, "reset");
    assert.equal(eventsOf(live.follow("1m", cursor, { wake: () => {} }).next()!)[0]!.event, "reset");
    live.push("1m", [bar(1)]);
    clock.pass();
    assert.match(Buffer.from(upToDate.next()!).toString(), /"window_start":1,/);
  });

  test("is lost to nobody as long as it fits: nobody is told to ask anew but after a reset", () => {
    fc.assert(
      fc.property(steps, given => {
        const play = new Play({ windowBytesMax: 1 << 20, bytesMax: 1 << 20 });
        for (const each of given) play.do(each);
        play.end();
        for (const { resets } of play.followers) assert.ok(resets <= play.resets);
      }),
      { numRuns: 100 },
    );
  });

  test("is told to ask anew who comes with a cursor that nobody gave out", () => {
    const live = new Live({ clock: new StoppedClock() });
    const own = live.cursor.split("-")[0];
    for (const cursor of ["x", "", "-", "0-0", `${own}-99`, `${own}-1e9`, `${own}--1`, "a".repeat(10_000)]) {
      const reader = live.follow("1m", cursor, { wake: () => {} });
      assert.deepEqual(eventsOf(reader.next()!), [{ id: live.cursor, event: "reset", data: "{}" }], cursor);
      assert.equal(reader.next(), undefined);
    }
    assert.equal(live.follow("1m", live.cursor, { wake: () => {} }).next(), undefined);
    assert.equal(live.follow("1m", undefined, { wake: () => {} }).next(), undefined);
  });

  test("becomes one event when it comes together, but none that a slow client could not take in time", () => {
    const clock = new StoppedClock();
    const live = new Live({ clock });
    const reader = live.follow("1m", undefined, { wake: () => {} });
    for (let at = 0; at < 1_000; at++) live.push("1m", [bar(at)]);
    clock.pass();
    const sizes: number[] = [];
    for (let bytes = reader.next(); bytes !== undefined; bytes = reader.next()) sizes.push(bytes.length);
    assert.equal(sizes.length, 4);
    assert.ok(Math.max(...sizes) < 100_000);
  });
});
