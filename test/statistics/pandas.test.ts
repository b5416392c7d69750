import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { findPython, runPython } from "../examples/python.ts";
import { closedWindow } from "./closed-window.ts";
import { computeStatistics } from "./core.ts";
import { type PandasTick, pandasTicks } from "./pandas-ticks.ts";

/** One minute by pandas and numpy: `minute` is its start, the rest has the names of our fields. */
type Minute = Readonly<Record<string, number | null>>;
type Comparison = {
  readonly versions: Readonly<Record<string, string>>;
  readonly minutes: readonly Minute[];
};

const REQUIREMENTS = "test/statistics/requirements.txt";
const SCRIPT = join(import.meta.dirname, "minutes.py");
const GOLDEN = join(import.meta.dirname, "pandas-golden.json");
const MINUTE_MS = 60_000;
/** numpy takes logarithms and subtracts them: of a change of a cent in 184 that leaves 11 digits. */
const RELATIVE = 1e-9;

// After a change of pandas-ticks.ts, minutes.py or requirements.txt: PANDAS_GOLDEN=write npm test -- test/statistics/pandas.test.ts
test("every minute has the statistics that pandas gave when they were recorded", async () => {
  if (process.env.PANDAS_GOLDEN === "write") {
    const python = await findPython(REQUIREMENTS);
    await writeFile(GOLDEN, `${JSON.stringify(await askPandas(python), null, 2)}\n`);
  }
  const { minutes }: Comparison = JSON.parse(await readFile(GOLDEN, "utf8"));
  assert.equal(minutes.length, 8);
  assertSame(ours(), minutes);
});

test("every minute has the statistics that pandas gives here and now", async t => {
  const python = await findPython(REQUIREMENTS).catch((error: Error) => error);
  if (python instanceof Error) {
    t.diagnostic("NOT compared with pandas on this machine, but with its recorded values alone");
    t.skip(python.message);
    return;
  }
  const { versions, minutes } = await askPandas(python);
  t.diagnostic(`pandas ${versions.pandas}, numpy ${versions.numpy}, Python ${versions.python}`);
  assertSame(ours(), minutes);
});

async function askPandas(python: string): Promise<Comparison> {
  const dir = await mkdtemp(join(tmpdir(), "market-pandas-"));
  try {
    const file = join(dir, "ticks.json");
    await writeFile(file, JSON.stringify(pandasTicks()));
    return JSON.parse(await runPython(python, [SCRIPT, file], {}));
  } finally {
    await rm(dir, { recursive: true });
  }
}

function ours(): Minute[] {
  const minutes = Map.groupBy(pandasTicks(), ({ time }) => time - (time % MINUTE_MS));
  return [...minutes].map(([minute, ticks]) => ({ minute, ticks: ticks.length, ...valuesOf(minute, ticks) }));
}

function valuesOf(start: number, ticks: readonly PandasTick[]) {
  const window = closedWindow({
    kind: "tumbling",
    start,
    end: start + MINUTE_MS,
    ticks: ticks.map(({ time, price, volume }) => ({ time, price, growth: volume })),
    volume: ticks.reduce((sum, { volume }) => sum + volume, 0),
    priceBefore: undefined,
    signBefore: 0,
    gapMs: 0,
  });
  return {
    ...window.prices,
    ...computeStatistics(window, undefined),
  };
}

/** Of prices that are all the same pandas calls skewness and kurtosis 0; we say that they have none. */
function assertSame(actual: readonly Minute[], expected: readonly Minute[]): void {
  assert.deepEqual(
    actual.map(({ minute }) => minute),
    expected.map(({ minute }) => minute),
  );
  expected.forEach((minute, i) => {
    const isConstant = minute.high === minute.low;
    for (const [name, value] of Object.entries(minute)) {
      const undefinedHere = isConstant && (name === "skewness" || name === "kurtosis");
      if (undefinedHere)
        assert.ok(value === 0 || value === null, `${name} of equal prices is ${value} to pandas`);
      assertNear(`${name} of minute ${i}`, actual[i]![name] ?? null, undefinedHere ? null : value);
    }
  });
}

function assertNear(name: string, actual: number | null, expected: number | null): void {
  if (actual === null || expected === null) assert.equal(actual, expected, name);
  else
    assert.ok(
      Math.abs(actual - expected) <= RELATIVE * Math.abs(expected),
      `${name}: ${actual}, not ${expected}`,
    );
}
