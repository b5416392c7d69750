import assert from "node:assert/strict";
import { test } from "node:test";
import { Coverage } from "@market/ingestor";
import * as fc from "fast-check";

const TICKERS = Array.from({ length: 12 }, (_, i) => `T${i}`);
const partitionOf = (ticker: string) => Number(ticker.slice(1)) % 4;

const change = fc.oneof(
  fc.record({ watch: fc.subarray(TICKERS) }),
  fc.record({ own: fc.subarray([0, 1, 2, 3]) }),
);

test("what is covered is always the watchlist's tickers of our partitions, and every change of it is told once", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), changes => {
      const coverage = new Coverage(partitionOf);
      const covered = new Set<string>();
      let watched: string[] = [];
      let owned: number[] = [];
      for (const each of changes) {
        if ("watch" in each) watched = each.watch;
        else owned = each.own;
        const { gained, dropped, moved } =
          "watch" in each ? coverage.watch(new Set(each.watch)) : coverage.own(new Set(each.own));
        assert.ok(moved.every(ticker => covered.has(ticker) && !owned.includes(partitionOf(ticker))));
        assert.ok(gained.every(ticker => !covered.has(ticker)));
        assert.ok(dropped.every(ticker => covered.has(ticker) && owned.includes(partitionOf(ticker))));
        const expected = watched.filter(ticker => owned.includes(partitionOf(ticker)));
        assert.deepEqual([...coverage.tickers].sort(), [...expected].sort());
        assert.deepEqual(new Set(gained), new Set(expected.filter(ticker => !covered.has(ticker))));
        covered.clear();
        for (const ticker of expected) covered.add(ticker);
      }
    }),
  );
});
