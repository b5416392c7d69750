import assert from "node:assert/strict";
import { test } from "node:test";
import { BadArguments, parseArguments } from "@market/bench/arguments.ts";
import { Competitor, playRounds } from "@market/bench/contest.ts";
import { bucketsOf, quantileOf } from "@market/bench/latency/buckets.ts";
import { median, percentile, ratios, resultOf } from "@market/bench/median.ts";
import type { Bench, Part } from "@market/bench/part.ts";
import { figure, missing, table } from "@market/bench/table.ts";

test("a median is the middle value, of an even number of values the mean of the two in the middle", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([10]), 10);
  assert.ok(Number.isNaN(median([])));
});

test("a result says the median of its runs, the smallest and the largest, and how many there were", () => {
  const result = resultOf({ part: "p", name: "n", unit: "s" }, [3, 1, 2]);
  assert.deepEqual(result, { part: "p", name: "n", unit: "s", value: 2, min: 1, max: 3, runs: 3 });
  assert.throws(() => resultOf({ part: "p", name: "n", unit: "s" }, []), /no run of p, n/);
});

test("ratios are those of the rounds that both have played", () => {
  assert.deepEqual(ratios([10, 30, 50], [5, 10]), [2, 3]);
});

test("a percentile is the smallest value that this share of the values do not exceed", () => {
  const sorted = Array.from({ length: 1_000 }, (_, i) => i + 1);
  assert.equal(percentile(sorted, 0.5), 500);
  assert.equal(percentile(sorted, 0.999), 999);
  assert.equal(percentile([7], 0.99), 7);
});

test("a quantile of a histogram lies in its bucket by its share of it, and what was there before does not count", () => {
  const metrics = (counts: readonly number[]) =>
    ["0.1", "0.2", "+Inf"].map((le, i) => `x_seconds_bucket{le="${le}"} ${counts[i]}\n`).join("");
  const buckets = bucketsOf(metrics([15, 30, 40]), "x_seconds", metrics([5, 10, 10]));
  assert.deepEqual(
    buckets.map(({ count }) => count),
    [10, 20, 30],
  );
  assert.equal(quantileOf(buckets, 0.5).toFixed(3), "0.150");
  assert.equal(quantileOf(buckets, 0.99), 0.2);
  assert.ok(Number.isNaN(quantileOf(bucketsOf("", "x_seconds"), 0.5)));
});

test("the table has a block a part, and says of what is missing why", () => {
  const text = table([
    resultOf({ part: "drain", name: "ours", unit: "ticks/s" }, [1_234_567]),
    missing({ part: "drain", name: "theirs", unit: "ticks/s" }, "no Java\nat all"),
    resultOf({ part: "scale", name: "cost", unit: "µs/tick", note: "so far" }, [0.98765]),
  ]);
  assert.equal(
    text,
    [
      "drain",
      "             median        min        max  runs  unit     note",
      "  ours    1,234,567  1,234,567  1,234,567     1  ticks/s",
      "  theirs          -          -          -     0  ticks/s  left out: no Java",
      "",
      "scale",
      "        median    min    max  runs  unit     note",
      "  cost   0.988  0.988  0.988     1  µs/tick  so far",
      "",
    ].join("\n"),
  );
});

test("figures have three digits that mean something, and all before the point", () => {
  assert.deepEqual([12_345.6, 12.345, 0.00123456, 7, 999.96].map(figure), [
    "12,346",
    "12.3",
    "0.00123",
    "7",
    "1000",
  ]);
});

const PARTS: Part[] = ["a", "b"].map(name => ({ name, what: "", run: async () => [] }));

test("the command line names parts in their order, and how often they run", () => {
  const all = parseArguments([], PARTS);
  assert.ok(all !== "help");
  assert.deepEqual([all.parts, all.runs, all.longRuns, all.peerRuns, all.isQuick], [PARTS, 5, 1, 1, false]);
  const some = parseArguments(["b", "--runs", "3", "--json", "f"], PARTS);
  assert.ok(some !== "help");
  assert.deepEqual([some.parts, some.runs, some.longRuns, some.json], [[PARTS[1]], 3, 3, "f"]);
  const quick = parseArguments(["--quick"], PARTS);
  assert.ok(quick !== "help");
  assert.deepEqual([quick.runs, quick.isQuick], [1, true]);
});

test("what the command line has wrong is named, with what was expected", () => {
  const says = (args: string[], message: RegExp) =>
    assert.throws(
      () => parseArguments(args, PARTS),
      (error: unknown) => error instanceof BadArguments && message.test(error.message),
    );
  says(["c"], /there is no part c: expected some of a, b/);
  says(["--runs", "0"], /--runs 0: expected a whole number above 0/);
  says(["--fast"], /--fast/);
});

const bench: Bench = {
  ...{ runs: 2, longRuns: 1, peerRuns: 1, isQuick: false, progress: () => undefined },
  broker: () => Promise.reject(new Error("no broker here")),
  signal: new AbortController().signal,
};

test("competitors take turns, and one that fails is out with its reason while the others go on", async () => {
  const played: string[] = [];
  const entry = (name: string, rate: number, rounds = 2) => ({
    name,
    rounds,
    compete: async () => {
      played.push(name);
      if (rate === 0) throw new Error("it broke");
      return { rate: rate * played.length };
    },
  });
  const [a, b, c] = [entry("a", 2), entry("b", 0), entry("c", 1, 1)].map(each => new Competitor(each)) as [
    Competitor,
    Competitor,
    Competitor,
  ];
  await playRounds(bench, [a, b, c]);
  assert.deepEqual(played, ["a", "b", "c", "a"]);
  assert.equal(a.ratioTo(c, "p").value, 2 / 3);
  assert.equal(a.ratioTo(c, "p").runs, 1);
  assert.match(b.rate("p").note!, /left out: it broke/);
  assert.match(a.ratioTo(b, "p").note!, /left out: it broke/);
});

test("a failure of our own ends the contest", async () => {
  const compete = () => Promise.reject(new Error("ours broke"));
  const ours = new Competitor({ name: "ours", rounds: 1, isOurs: true, compete });
  await assert.rejects(playRounds(bench, [ours]), /ours broke/);
});
