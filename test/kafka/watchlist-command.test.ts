import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually } from "../e2e/eventually.ts";
import { brokers } from "../e2e/topic.ts";
import { setup } from "./setup.ts";
import { reader } from "./watchlist-topic.ts";

const MAIN = fileURLToPath(import.meta.resolve("../../services/ingestor/src/watchlist/main.ts"));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command with a topic of its own, as `npm run watchlist` starts it. */
function command() {
  const topic = `watchlist-${crypto.randomUUID().slice(0, 8)}`;
  const env = { KAFKA_BROKERS: brokers(), WATCHLIST_TOPIC: topic, TOPIC_PARTITIONS: "3" };
  const run = async (args: readonly string[], more: Record<string, string> = {}): Promise<Ended> => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...env, ...more } });
    const ended = once(child, "close");
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await ended;
    return { code, stdout, stderr };
  };
  return { topic, run };
}

test("what is added is listed, and what was there already is said", async () => {
  const { topic, run } = command();
  assert.deepEqual(await run(["add", "NVDA", "BTC-USD"]), {
    code: 0,
    stdout: "added: NVDA BTC-USD\n",
    stderr: "",
  });
  assert.deepEqual(await run(["add", "SPY,NVDA", "SPY"]), {
    code: 0,
    stdout: "added: SPY\nthere already: NVDA\n",
    stderr: "",
  });
  const list = await run(["list"]);
  assert.deepEqual([list.code, list.stdout], [0, "BTC-USD\nNVDA\nSPY\n"]);
  assert.match(list.stderr, new RegExp(`^3 tickers on ${topic}; those that ingestors have in TICKERS`));
});

test("a running reader follows, and a ticker that only TICKERS names can be removed", async t => {
  const { topic, run } = command();
  const { code } = await run(["add", "NVDA"]);
  assert.equal(code, 0);
  const one = reader(t, { kafka: setup().kafka, topic }, ["AMZN"]);
  assert.deepEqual(await one.read(), ["AMZN", "NVDA"]);
  void one.follow();
  assert.deepEqual(await run(["remove", "NVDA", "AMZN"]), {
    code: 0,
    stdout: "removed: NVDA\nnot on the list, so removed only where TICKERS names it: AMZN\n",
    stderr: "",
  });
  await eventually("both are gone", async () => (one.changes.at(-1)?.length === 0 ? true : undefined));
});

test("a file of thousands of tickers may have lines, commas, blanks and comments", async t => {
  const dir = await mkdtemp(join(tmpdir(), "shards-watchlist-"));
  t.after(() => rm(dir, { recursive: true }));
  const file = join(dir, "tickers.txt");
  const tickers = Array.from({ length: 3_000 }, (_, n) => `T${n}`);
  await writeFile(file, `\uFEFF# all of them\r\nSPY, QQQ\tIWM # small, caps\r\n\r\n${tickers.join("\n")}`);
  const { run } = command();
  assert.deepEqual(await run(["add", "--file", file]), {
    code: 0,
    stdout: "added: 3003 tickers\n",
    stderr: "",
  });
  const { stdout } = await run(["list"]);
  assert.deepEqual(stdout.trim().split("\n"), [...tickers, "SPY", "QQQ", "IWM"].sort());
});

test("a list that would outgrow what ingestors hold is refused, and nothing is written", async t => {
  const dir = await mkdtemp(join(tmpdir(), "shards-watchlist-"));
  t.after(() => rm(dir, { recursive: true }));
  const file = join(dir, "tickers.txt");
  await writeFile(file, Array.from({ length: 20_000 }, (_, n) => `T${n}`).join("\n"));
  const { run } = command();
  const { code, stderr } = await run(["add", "ONE-MORE", "--file", file]);
  assert.equal(code, 1);
  assert.match(stderr, /20001 tickers.*20000 at most: nothing was added/);
  assert.equal((await run(["list"])).stdout, "");
});

const WRONG: readonly [readonly string[], RegExp][] = [
  [[], /^usage:\n {2}npm run watchlist -- add TICKER/],
  [["frob"], /expected add, remove or list, not "frob"/],
  [["add"], /add: expected at least one ticker/],
  [["remove", "--all"], /unknown option --all/],
  [["list", "NVDA"], /list takes no arguments: NVDA/],
  [["add", "--file"], /--file: expected a file/],
  [["add", "--file", "/nowhere/at/all"], /--file: .*\/nowhere\/at\/all/],
];

for (const [args, expected] of WRONG) {
  test(`wrong usage ends with exit code 2 and says what is expected: ${args.join(" ")}`, async () => {
    const { code, stdout, stderr } = await command().run(args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, expected);
  });
}

test("bad tickers are refused by name, and none of the others is added", async () => {
  const { run } = command();
  const { code, stderr } = await run(["add", "NVDA", "Ünï", "x".repeat(65)]);
  assert.equal(code, 2);
  assert.equal(
    stderr,
    `not tickers:\n  "Ünï"\n  "${"x".repeat(65)}"\nexpected 1 to 64 ASCII characters without spaces\n`,
  );
  assert.equal((await run(["list"])).stdout, "");
});

test("a wrong configuration ends with exit code 2, a topic that does not fit with 1, and neither with a stack", async () => {
  const { run } = command();
  const wrong = await run(["list"], { KAFKA_BROKERS: "nohost", TOPIC_PARTITIONS: "x" });
  assert.equal(wrong.code, 2);
  assert.match(
    wrong.stderr,
    /^the configuration has 2 faults:\n {2}KAFKA_BROKERS="nohost".*\n {2}TOPIC_PARTITIONS="x"/,
  );
  await run(["add", "NVDA"]);
  const other = await run(["list"], { TOPIC_PARTITIONS: "4" });
  assert.equal(other.code, 1);
  assert.match(other.stderr, /^topic \S+ has 3 partitions, expected 4: [^\n]+\n$/);
});
