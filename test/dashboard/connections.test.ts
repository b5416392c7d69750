import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { collectGarbage } from "./garbage.ts";
import { ask, type Serving, serve } from "./serving.ts";
import { aRecord, MINUTE } from "./some-bars.ts";

const CONNECTIONS = 10_000;
const MB = 1 << 20;

let serving: Serving;

before(async () => {
  serving = await serve();
  for (let at = 0; at < 100; at++) serving.history.add(aRecord({ window_start: at * MINUTE }));
});

after(() => serving.server.close());

function memory() {
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, held: heapUsed + external };
}

/** A stream that is read, and what came of it. */
async function openStream() {
  const response = await fetch(`${serving.origin}/api/live?window=1m`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    has: async (part: string) => {
      while (!text.includes(part)) {
        const { value, done } = await reader.read();
        assert.ok(!done);
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
}

describe("ten thousand connections", { timeout: 180_000 }, () => {
  test("that stay silent, stop halfway, follow or take nothing keep nobody from the page, and leave nothing behind", async t => {
    const openFiles = openFilesMax();
    const count = Math.min(CONNECTIONS, openFiles - 1_000);
    assert.ok(count >= 1_000, `${openFiles} open files are too few for this test: raise ulimit -n`);
    const page = (await ask(serving, "/")).text;
    await ask(serving, "/api/market");
    const stream = await openStream();
    const before = memory();
    const script = new URL("crowd.ts", import.meta.url).pathname;
    const crowd = spawn(process.execPath, [script, String(serving.server.port), String(count)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const exited = once(crowd, "exit");
    try {
      await once(crowd.stdout, "data");
      for (let at = 100; at < 105; at++) {
        assert.equal((await ask(serving, "/")).text, page);
        assert.equal((await ask(serving, "/api/market")).status, 200);
        const { bar } = serving.history.add(aRecord({ window_start: at * MINUTE }))!;
        serving.live.push("1m", [bar]);
        await stream.has(`"window_start":${at * MINUTE},`);
        const late = await openStream();
        await late.has("event: state");
        await late.close();
        await sleep(500);
      }
      assert.ok(serving.server.streams > count / 10, "the crowd is there");
      const during = memory();
      t.diagnostic(
        `${count} connections: rss +${mb(during.rss - before.rss)} MB, held +${mb(during.held - before.held)} MB`,
      );
      assert.ok(during.rss - before.rss < count * 60_000, `${mb(during.rss - before.rss)} MB`);
    } finally {
      crowd.stdin.end();
    }
    await exited;
    await stream.close();
    const end = performance.now() + 20_000;
    while (serving.server.streams > 0 && performance.now() < end) await sleep(50);
    assert.equal(serving.server.streams, 0);
    await sleep(1_000);
    const held = memory().held - before.held;
    assert.ok(held < 20 * MB, `${mb(held)} MB are left behind`);
    assert.equal((await ask(serving, "/")).text, page);
    assert.deepEqual(serving.logged, []);
  });
});

const mb = (bytes: number) => Math.round(bytes / MB);

function openFilesMax(): number {
  const report = Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
  const max = Number(userLimits?.open_files?.soft);
  return Number.isFinite(max) ? max : Number.POSITIVE_INFINITY;
}
