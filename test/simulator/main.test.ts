import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { base64Of, Client } from "./client.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.resolve("@market/simulator")));

function start(t: TestContext, env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  const [line] = await once(stdout!, "data");
  const [url] = /ws:\S+/.exec(line.toString()) ?? [];
  assert.ok(url, "a line with the URL");
  return url;
}

describe("the process", { timeout: 30_000 }, () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test(`${signal} ends it within a second, connected clients or not`, async t => {
      const child = start(t, { SIMULATOR_PORT: "0", SIMULATOR_TICKS_PER_SECOND: "50" });
      const exited = once(child, "exit");
      const client = await Client.open(await urlOf(child));
      await client.subscribe("AMZN");
      await client.next();
      const signalledAt = performance.now();
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
      assert.ok(performance.now() - signalledAt < 1_000);
      assert.equal(await client.closed, 1006);
    });
  }

  test("it replays the file it is given and keeps the market silent", async t => {
    const folder = await mkdtemp(join(tmpdir(), "simulator-"));
    const path = join(folder, "frames.jsonl");
    const frame = base64Of({ id: "AMZN", price: 1, time: 1_713_277_219_000 });
    await writeFile(path, `${JSON.stringify({ frame })}\n`.repeat(20));
    const child = start(t, { SIMULATOR_PORT: "0", SIMULATOR_REPLAY: path, SIMULATOR_SPEED: "1000" });
    const client = await Client.open(await urlOf(child));
    await client.subscribe("AMZN");
    for (const received of await client.take(20)) assert.equal(JSON.parse(received).message, frame);
    const exited = once(child, "exit");
    child.kill();
    await exited;
    await rm(folder, { recursive: true });
  });

  test("every mistake in the environment is reported at once, and the exit code is 2", async t => {
    const child = start(t, {
      SIMULATOR_PORT: "tcp://10.0.0.1:8080",
      SIMULATOR_SEED: "1.5",
      SIMULATOR_TICKS_PER_SECOND: "0",
      SIMULATOR_SPEED: "fast",
      SIMULATOR_ALWAYS_OPEN: "yes",
      SIMULATOR_REPLAY: "/no/such/file",
    });
    const [[code], said] = await Promise.all([once(child, "exit"), text(child.stderr)]);
    assert.equal(code, 2);
    const named = [...said.matchAll(/^ *(SIMULATOR_\w+)=/gm)].map(([, name]) => name);
    assert.deepEqual(named, [
      "SIMULATOR_PORT",
      "SIMULATOR_SEED",
      "SIMULATOR_TICKS_PER_SECOND",
      "SIMULATOR_SPEED",
      "SIMULATOR_ALWAYS_OPEN",
      "SIMULATOR_REPLAY",
    ]);
  });
});
