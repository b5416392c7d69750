import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Weather, World } from "./pool-world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Monday morning in New York, five minutes before the opening. */
const BEFORE_OPENING = Date.parse("2026-11-23T14:25:00Z");

/** Mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const tickersUpTo = (count: number) => new Set(Array.from({ length: count }, (_, i) => `T${i}`));

/** One misfortune, or a change of the watchlist. */
function disturb(world: World, random: () => number, wanted: Set<string>): Set<string> {
  const any = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)];
  const path = any(world.openPaths);
  const roll = random();
  if (roll < 0.2) world.weather = any<Weather>(["fine", "fine", "refusing", "hanging", "slamming"])!;
  else if (roll < 0.35 && path) world.close(path);
  else if (roll < 0.5 && path) world.kill(path);
  else if (roll < 0.6 && path) path.isStalled = true;
  else if (roll < 0.63) for (const each of world.openPaths) world.close(each);
  else if (roll < 0.66) for (const each of world.openPaths) world.kill(each);
  else if (roll < 0.9) return change(world, random, wanted);
  return wanted;
}

function change(world: World, random: () => number, wanted: Set<string>): Set<string> {
  const kept = random() < 0.1 ? 0 : random();
  const changed = new Set([...wanted].filter(() => random() < kept ** 0.1));
  for (let i = random() * 60; i > 0; i--) changed.add(`T${Math.floor(random() * 500)}`);
  world.watch(changed);
  return changed;
}

/** An hour of misfortunes, then three minutes without; the figures of the hour. */
function run(seed: number): World["counts"] {
  const random = dice(seed);
  const lateMs = random() < 0.3 ? 3_000 : 0;
  const world = new World({ random, wall: BEFORE_OPENING, lateMs, greets: random() < 0.3 });
  let wanted = tickersUpTo(Math.floor(random() * 400));
  world.watch(wanted);
  const everyMs = 100 + random() * 400;
  const misfortunes = random() * 0.01;
  const end = world.now + HOUR;
  while (world.now < end) {
    world.passUntil(world.now + everyMs * random());
    for (const ticker of wanted) if (random() < 0.01) world.tick(ticker);
    if (random() < misfortunes) wanted = disturb(world, random, wanted);
  }
  world.heal();
  world.passUntil(world.now + 3 * MINUTE);
  const { open, total } = world.pool.state;
  assert.equal(open, total, "all sockets are open again");
  assert.equal(total, new Set([...wanted].map(ticker => socketOf(world, ticker))).size);
  for (const ticker of wanted) assert.ok(world.tick(ticker), "all tickers deliver again");
  return world.counts;
}

function socketOf(world: World, ticker: string): number {
  for (let socket = 0; ; socket++) if (world.pool.tickersOf(socket).has(ticker)) return socket;
}

/** Runs as many seeds as asked for; what happened in all of them together. */
function runAll(seeds: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (let seed = 1; seed <= seeds; seed++) {
    try {
      for (const [name, count] of Object.entries(run(seed))) sums.set(name, (sums.get(name) ?? 0) + count);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
  return sums;
}

/** From a Friday evening in New York, an hour before the week's last session ends, to Monday 03:00. */
function spendWeekend(greets: boolean): World["counts"] {
  const world = new World({ random: dice(1), wall: Date.parse("2026-11-21T00:00:00Z"), greets });
  const random = dice(2);
  const wanted = tickersUpTo(170);
  world.watch(wanted);
  for (const end = world.now + HOUR; world.now < end; world.passUntil(world.now + 1_000))
    for (const ticker of wanted) if (random() < 0.1) world.tick(ticker);
  world.passUntil(world.now + 55 * HOUR);
  return world.counts;
}

describe("a pool of sockets on a modelled network", () => {
  test("keeps its promises through an hour of misfortunes, and recovers", () => {
    // A simulation in which something never happens says nothing about it.
    for (const [name, count] of runAll(Number(process.env.POOL_SEEDS ?? 40)))
      assert.ok(count > 20, `${name}: ${count}`);
  });

  for (const greets of [false, true]) {
    test(`lets a silent market be silent${greets ? ", though each new connection is greeted" : ""}`, () => {
      const { connects, planned, stalled, closed, timeout, lost } = spendWeekend(greets);
      assert.deepEqual({ planned, closed, timeout }, { planned: 2, closed: 0, timeout: 0 });
      assert.ok(stalled <= 2 && connects === 2 + planned + stalled, `${stalled} false alarms`);
      if (!greets) assert.equal(lost, 0);
    });
  }
});
