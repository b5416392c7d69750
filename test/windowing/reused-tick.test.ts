import assert from "node:assert/strict";
import { test } from "node:test";
import { type Tick, Windower } from "@market/windowing";
import { decodeTick, encodeTick } from "@market/wire";
import fc from "fast-check";
import type { Log } from "../model/arbitrary.ts";
import { logArbitrary } from "../model/arbitrary.ts";
import { type Folded, fold, foldAll } from "./fold.ts";

/** What a reader that decodes into one object leaves behind in it. */
const OVERWRITTEN: Tick = {
  ticker: "OTHER",
  time: 1,
  received_time: 2,
  price: 3,
  day_volume: 4,
  last_size: 5,
  bid: 6,
  bid_size: 7,
  ask: 8,
  ask_size: 9,
  exchange: "X",
  currency: "Y",
  quote_type: 41,
  market_hours: 4,
  snapshot: true,
  source: "Z",
};

/** As `foldAll`, with one tick object for all: written over as soon as there is a verdict. */
function foldReused({ records, options }: Log): Folded {
  const windower = new Windower(options);
  const verdicts: Folded["verdicts"] = new Map();
  const tick = { ...OVERWRITTEN };
  for (const record of records) {
    if (record.kind !== "tick") {
      fold(windower, record);
      continue;
    }
    assign(tick, decodeTick(encodeTick(record.tick as Tick))!);
    let verdict = windower.tick(record.offset, record.timestamp, tick);
    while (windower.isClosing) verdict = windower.close(2) ?? verdict;
    assign(tick, OVERWRITTEN);
    verdicts.set(record.offset, verdict!);
  }
  return { ...windower.take(), verdicts };
}

/** Field by field: what is left out stands on a decoded record's prototype. */
function assign(into: Tick, from: Tick): void {
  for (const field of Object.keys(OVERWRITTEN)) Reflect.set(into, field, Reflect.get(from, field));
}

test("folding with one tick object that is written over after each verdict equals folding with fresh ones", () => {
  fc.assert(
    fc.property(logArbitrary(), log => {
      assert.deepEqual(foldReused(log), foldAll(log.records, log.options));
    }),
    { numRuns: 1_000 },
  );
});
