import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Features } from "@market/windowing";
import { brokers } from "../e2e/topic.ts";
import { assertSame } from "./assert-same.ts";
import { barsOf, mostVolatileOf } from "./bars.ts";
import { commandOf, documentedCommand } from "./documented.ts";
import { goEnvironment } from "./go.ts";
import { pathWithKcat } from "./kcat.ts";
import { markdownTables, textTable } from "./printed-table.ts";
import { decodeAll, type Published, publish } from "./published.ts";
import { type Running, runCommand, startCommand } from "./run-command.ts";

/** The examples that go on with the records that come. */
const FOLLOWING = [
  "examples/kcat/features.sh",
  "examples/python/features.py",
  "examples/typescript/features.ts",
  "examples/go/main.go",
];

let published: Published;
let features: Features[];
let env: Record<string, string>;

before(async () => {
  // One after the other where something has to be fetched, so that the progress lines say what takes long.
  for (const file of ["examples/python/features.py", "examples/sql/bars.sql"]) await commandOf(file);
  env = { ...(await goEnvironment()), PATH: await pathWithKcat() };
  published = await publish();
  features = decodeAll(published.values);
  env = { ...env, KAFKA_BROKERS: brokers(), FEATURES_TOPIC: published.windower.topics.features };
});

after(() => published?.windower.close());

// Two at a time: a slow start of one is another's time to run.
describe("each example, run as its head comment says, shows what the windower committed and nothing else", {
  concurrency: 2,
}, () => {
  test("what was aborted is in the topic, for a reader that does not say read_committed", async () => {
    const uncommitted = `${documentedCommand("examples/kcat/features.sh")} -e -X isolation.level=read_uncommitted`;
    const lines = await runCommand(uncommitted, env);
    assert.equal(lines.length, features.length + published.partitions);
  });

  test("examples/kcat/features.sh -e prints every record, and ends", async () => {
    assertSame(await runCommand(`${documentedCommand("examples/kcat/features.sh")} -e`, env), features);
  });

  test("examples/python/features.py -e prints every record, and ends", async () => {
    assertSame(await runCommand(`${await commandOf("examples/python/features.py")} -e`, env), features);
  });

  test("examples/typescript/features.ts -e prints every record, and ends", async () => {
    assertSame(await runCommand(`${documentedCommand("examples/typescript/features.ts")} -e`, env), features);
  });

  test("examples/python/minutes.py makes a frame of one ticker's minutes in order, and reckons with it", async () => {
    const [header, _index, ...rows] = textTable(
      await runCommand(await commandOf("examples/python/minutes.py"), env),
    );
    const minutes = features.filter(({ ticker }) => ticker === "MSFT");
    minutes.sort((a, b) => a.window_start - b.window_start);
    const names = ["ticks", "open", "high", "low", "close", "volume", "vwap"] as const;
    assert.deepEqual(header, [...names, "volatility", "mean_5m"]);
    assert.equal(rows.length, minutes.length);
    for (const [i, minute] of minutes.entries()) {
      const [date, time, ...cells] = rows[i]!;
      assert.equal(Date.parse(`${date}T${time}`), minute.window_start);
      const numbers = cells.map(Number);
      assert.deepEqual(
        numbers.slice(0, names.length),
        names.map(name => minute[name] ?? Number.NaN),
      );
      assertClose(numbers.at(-2)!, Math.sqrt(minute.realized_variance ?? Number.NaN));
      const last = minutes.slice(Math.max(0, i - 4), i + 1);
      assertClose(numbers.at(-1)!, last.reduce((sum, { close }) => sum + close, 0) / last.length);
    }
  });

  test("examples/sql/bars.sql makes bars of five minutes and finds the most volatile minutes", async () => {
    const [bars, volatile] = markdownTables(await runCommand(await commandOf("examples/sql/bars.sql"), env));
    assertRows(bars!, barsOf(features));
    assertRows(volatile!, mostVolatileOf(features, 10));
  });
});

test("those that follow show every record there is, Go a few of its fields, and then those that come", async () => {
  const started = new Map<string, Running>();
  for (const file of FOLLOWING) started.set(file, startCommand(await commandOf(file), env));
  try {
    for (const running of started.values()) await running.untilLines(features.length);
    const all = decodeAll(await published.more());
    assert.ok(all.length > features.length);
    for (const [file, running] of started) {
      const lines = await running.untilLines(all.length);
      assertSame(lines, file.endsWith(".go") ? all.map(fieldsOfGo) : all);
    }
  } finally {
    for (const running of started.values()) await running.interrupt();
  }
});

function fieldsOfGo({ ticker, window, window_start, ticks, close, volume, vwap, gap }: Features): object {
  return { ticker, window, window_start, ticks, close, volume, vwap, gap };
}

/** Numbers may differ in their last bits, as sums in another order do. */
function assertRows(found: readonly object[], expected: readonly object[]): void {
  assert.equal(found.length, expected.length);
  for (const [i, row] of expected.entries()) {
    assert.deepEqual(Object.keys(found[i]!), Object.keys(row));
    for (const [name, value] of Object.entries(row)) {
      const there = Reflect.get(found[i]!, name);
      if (typeof value === "number") assertClose(Number(there), value);
      else assert.equal(there, String(value ?? "NULL"), `${name} in row ${i}`);
    }
  }
}

function assertClose(found: number, expected: number): void {
  const close = Object.is(found, expected) || Math.abs(found - expected) <= 1e-12 * Math.abs(expected);
  assert.ok(close, `${found} is not ${expected}`);
}
