import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Tick } from "@market/windowing";
import { encodeTick, prefixOf, TickWriter } from "@market/wire";
import * as fc from "fast-check";
import { aTick, ticks } from "./values.ts";

const writer = new TickWriter();

function assertSame(tick: Tick, id?: number): void {
  const prefix = id === undefined ? undefined : prefixOf(id);
  assert.deepEqual(Buffer.from(writer.write(tick, prefix)), Buffer.from(encodeTick(tick, prefix)));
}

describe("a tick that is written over the last one", () => {
  test("has the bytes that it always has, with a prefix or without", () => {
    const id = fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { nil: undefined });
    fc.assert(fc.property(ticks, id, assertSame), { numRuns: 5_000 });
  });

  test("has them where something in it is unusual", () => {
    const unusual: Partial<Record<keyof Tick, unknown>>[] = [
      ...[0, -0, -1, 0.5, 2 ** 53, 2 ** 62, -(2 ** 60), Number.NaN].flatMap(value => [
        { time: value },
        { received_time: value },
        { day_volume: value },
        { ask_size: value },
      ]),
      ...[0, -0, Number.NaN, Number.NEGATIVE_INFINITY].flatMap(value => [{ price: value }, { bid: value }]),
      ...["", "Ä", "\u{1f600}", "x".repeat(64), "x".repeat(65), "x".repeat(100_000)].flatMap(value => [
        { ticker: value },
        { exchange: value },
        { source: value },
      ]),
      { quote_type: -1 },
      { market_hours: 2 ** 31 - 1 },
      { snapshot: false },
      { quote_type: 2 ** 31 },
      ...["bid", "exchange", "source", "day_volume", "snapshot", "market_hours"].map(name => ({
        [name]: undefined,
      })),
    ];
    for (const fields of unusual) assertSame({ ...aTick, ...fields } as Tick);
  });

  test("fits where everything is as long as can be", () => {
    const text = "x".repeat(64);
    const most = Number.MAX_SAFE_INTEGER;
    assertSame(
      {
        ticker: text,
        time: most,
        received_time: most,
        price: 0.1,
        day_volume: most,
        last_size: most,
        bid: 0.1,
        bid_size: most,
        ask: 0.1,
        ask_size: most,
        exchange: text,
        currency: text,
        quote_type: 2 ** 31 - 1,
        market_hours: 2 ** 31 - 1,
        snapshot: true,
        source: text,
      },
      2 ** 31 - 1,
    );
  });
});
