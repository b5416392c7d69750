import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Features, Windower } from "@market/windowing";
import * as fc from "fast-check";
import { session, sliding, tumbling } from "../model/define.ts";
import { fold } from "./fold.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const HOUR_MS = 3_600_000;
const zone = { zone: "America/New_York", opensAtMs: 34_200_000 };

function windowerOf(...definitions: ConstructorParameters<typeof Windower>[0]["definitions"][number][]) {
  const windower = new Windower({ definitions, waitMs: 10_000, maxFutureMs: HOUR_MS });
  let offset = 0;
  return {
    windower,
    tick: (ticker: string, time: number, receivedTime = time, bid?: number) =>
      fold(windower, {
        offset: offset++,
        timestamp: receivedTime,
        kind: "tick",
        tick: { ticker, time, received_time: receivedTime, price: 1, ...(bid === undefined ? {} : { bid }) },
      }),
    advance: (receivedTime: number) =>
      fold(windower, { offset: offset++, timestamp: receivedTime, kind: "clock" }),
  };
}

describe("what a windower holds", () => {
  test("is nothing at first, then tickers, ticks, open windows and bytes, and only the tickers when all has closed", () => {
    const { windower, tick, advance } = windowerOf(tumbling("1m", 60_000));
    assert.deepEqual(windower.held(), { tickers: 0, ticks: 0, openWindows: 0, bytes: 0 });
    tick("A", T);
    tick("A", T + 1_000);
    tick("B", T + 59_000);
    tick("B", T + 61_000);
    const held = windower.held();
    assert.deepEqual([held.tickers, held.ticks, held.openWindows], [2, 4, 3]);
    assert.equal(held.bytes, 2 * 8 * 32);
    advance(T + HOUR_MS);
    const rest = windower.held();
    assert.deepEqual([rest.tickers, rest.ticks, rest.openWindows], [2, 0, 0]);
  });

  test("grows by the lanes of quotes with the first quote", () => {
    const { windower, tick } = windowerOf(tumbling("1m", 60_000));
    tick("A", T, T, 9.5);
    assert.equal(windower.held().bytes, 8 * (32 + 32));
  });

  test("counts a tick once, however many windows it is in", () => {
    const { windower, tick } = windowerOf(sliding("5m/1m", 300_000, 60_000), tumbling("1m", 60_000));
    tick("A", T);
    const { ticks, openWindows } = windower.held();
    assert.deepEqual([ticks, openWindows], [1, 6]);
  });

  const definitions = fc.subarray(
    [
      tumbling("7s", 7_000),
      tumbling("1m", 60_000, zone),
      sliding("20s/5s", 20_000, 5_000),
      sliding("2m/1m", 120_000, 60_000, zone),
      session("session:4s", 4_000),
    ],
    { minLength: 1, maxLength: 3 },
  );
  const ticks = fc.array(
    fc.record({ ticker: fc.constantFrom("A", "B"), wait: fc.nat(20_000), behind: fc.nat(15_000) }),
    { maxLength: 60 },
  );

  test("as open windows is what closes if nothing more comes, and the empty ones in between", () => {
    fc.assert(
      fc.property(definitions, ticks, (all, steps) => {
        const { windower, tick, advance } = windowerOf(...all);
        let now = T;
        for (const { ticker, wait, behind } of steps) {
          now += wait;
          tick(ticker, now - behind, now);
        }
        windower.take();
        const { openWindows } = windower.held();
        advance(now + 2 * HOUR_MS);
        const { features } = windower.take();
        const counts = all.map(each =>
          spanned(
            features.filter(({ window }) => window === each.name),
            each,
          ),
        );
        assert.equal(
          openWindows,
          counts.reduce((sum, count) => sum + count, 0),
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** From each ticker's earliest to its latest, by the distance of their starts; sessions are counted one by one. */
function spanned(
  features: readonly Features[],
  definition: { kind: string; lengthMs?: number; stepMs?: number },
) {
  if (definition.kind === "session") return features.length;
  const stepMs = definition.stepMs ?? definition.lengthMs!;
  const starts = new Map<string, number[]>();
  for (const { ticker, window_start } of features)
    starts.set(ticker, [...(starts.get(ticker) ?? []), window_start]);
  let count = 0;
  for (const all of starts.values()) count += (Math.max(...all) - Math.min(...all)) / stepMs + 1;
  return count;
}
