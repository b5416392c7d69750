import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Market } from "../../services/dashboard/src/api.ts";
import { eventually } from "./eventually.ts";
import { brokers, client } from "./topic.ts";

const DEMO = fileURLToPath(new URL("../../demo/src/demo.ts", import.meta.url));
const TICKERS = ["AMZN", "BTC-USD", "MSFT", "NVDA"];

test("the demo prints where its page is, the page has bars of every ticker, and nothing of it is left at the end", async t => {
  const before = await topics();
  const env = { ...process.env, KAFKA_BROKERS: brokers() };
  const demo = spawn(process.execPath, [DEMO], { env, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => demo.kill("SIGKILL"));
  const lines: string[] = [];
  createInterface({ input: demo.stdout }).on("line", line => lines.push(line));

  const url = await eventually("the page's address", async () =>
    lines.map(line => /^see it: (http:\/\/localhost:\d+)$/.exec(line)?.[1]).find(Boolean),
  );
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
  const { window } = await eventually("bars of every ticker", async () => {
    const market = (await (await fetch(`${url}/api/market`)).json()) as Market;
    const held = new Set(market.tickers.map(({ ticker }) => ticker));
    return TICKERS.every(ticker => held.has(ticker)) ? market : undefined;
  });
  assert.equal(window, "5s");

  demo.kill("SIGINT");
  const [code] = await once(demo, "close");
  assert.equal(code, 0, lines.join("\n"));
  assert.match(lines.join("\n"), /^[\d.]+ s on the given broker at \S+, in four processes:$/m);
  await assert.rejects(fetch(url));
  await eventually("the topics are gone", async () => {
    const left = (await topics()).filter(topic => topic.startsWith("demo.") && !before.includes(topic));
    return left.length === 0 ? true : undefined;
  });
});

async function topics(): Promise<string[]> {
  const admin = client().admin();
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
