import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const DEMO = fileURLToPath(new URL("../../demo/src/demo.ts", import.meta.url));

function start(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  return spawn(process.execPath, [DEMO, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
}

async function run(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const child = start(args, env);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

describe("the demo in memory", { concurrency: true, timeout: 60_000 }, () => {
  test("it ends by itself with exit code 0 and features of every ticker, and says that nothing is kept", async () => {
    const { code, stdout, stderr } = await run(["--memory", "--for", "10s"]);
    assert.equal(stderr, "");
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^The demo runs in memory, in one process, without a Kafka broker: nothing is kept\.\n/,
    );
    for (const ticker of ["AMZN", "MSFT", "NVDA", "BTC-USD"])
      assert.match(
        stdout,
        new RegExp(`^\\d\\d:\\d\\d:\\d\\d–\\d\\d:\\d\\d:\\d\\d  5s  ${ticker} .* close \\d`, "m"),
      );
    assert.match(stdout, /\n10\.\d s in memory, in one process:\n/);
    assert.match(stdout, /\n {2}rejected +[1-9]\d* {2}.*not_json [1-9]/);
    assert.match(stdout, /\n {2}features +([1-9]\d*) {2}read from the log for 4 tickers, of \1 computed\n/);
    assert.match(stdout, /\nNothing was kept, .* no page\..*\n.*Docker.*Java.*KAFKA_BROKERS\.\n$/);
  });

  test("without any broker it runs in memory by itself, and says how to get one", async () => {
    const env = { PATH: "/nonexistent", DOCKER_HOST: "unix:///nonexistent.sock" };
    const { code, stdout } = await run(["--for", "500ms"], env);
    assert.match(stdout, /\n {2}- set KAFKA_BROKERS to/);
    assert.match(stdout, /\nThe demo runs in memory, in one process/);
    // Half a second is too short for a window.
    assert.match(stdout, /\nNo features came out\.\n(.*\n)+No frames: look at/);
    assert.equal(code, 1);
  });

  test("Ctrl-C ends it with the summary and exit code 0", async () => {
    const child = start(["--memory"]);
    const output = text(child.stdout);
    await once(createInterface({ input: child.stdout }), "line");
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    assert.equal(code, 0);
    assert.match(
      await output,
      /(\n\d\.\d s in memory, in one process:\n|Stopped before everything was ready\.\n)/,
    );
  });

  test("a wrong argument ends it at once with exit code 2 and one line", async () => {
    const { code, stdout, stderr } = await run(["--forever"]);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^expected .*--forever.*\n$/);
  });
});
