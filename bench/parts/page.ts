import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, openChromium, type Page } from "../../test/browser/chromium.ts";
import { FeaturesTopic } from "../../test/browser/features-topic.ts";
import { MANY_ENV, MINUTES, TICKERS, tickerOf, writeMany } from "../../test/browser/many.ts";
import { lastMinute, MINUTE } from "../../test/browser/market.ts";
import { Site } from "../../test/browser/site.ts";
import { resultOf } from "../median.ts";
import { BURSTS, pan, receive, scroll } from "../page/acts.ts";
import { type Frames, framesWhile } from "../page/frames.ts";
import type { Bench, Part, Result } from "../part.ts";

const NAME = "page";
const VIEWPORT = { width: 1440, height: 900 };
const ACT_MS = 6_000;
/** What a page does at its start must not be in the first frames that count. */
const SETTLE_MS = 2_000;

/** From the start of the navigation until the frame after the first candles; bytes as they came, headers included. */
const FIRST_CANDLES = `new Promise(resolve => {
  const look = () => {
    const chart = document.querySelector("[data-testid=chart]");
    if (!(Number(chart?.dataset.bars) > 0)) return void requestAnimationFrame(look);
    requestAnimationFrame(() => {
      const ms = performance.now();
      const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
      resolve({ ms, bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0) });
    });
  };
  look();
})`;

interface Visited {
  readonly firstCandlesMs: number;
  readonly bytes: number;
  readonly acts: Readonly<Record<string, Frames>>;
}

/** The dashboard's page in a headless Chromium that draws in software. */
export const pagePart: Part = {
  name: NAME,
  what: "the dashboard with 500 tickers and a day of minutes: bytes, first candles, frame times in headless Chromium",
  async run(bench) {
    const end = lastMinute();
    const site = new Site(MANY_ENV);
    try {
      const brokers = await bench.broker();
      site.topic = await FeaturesTopic.create(brokers);
      bench.progress(`${NAME}: writing bars`);
      await writeMany(brokers, site.topic.name, end, bench.isQuick ? MINUTES / 20 : MINUTES);
      await site.start();
      site.browser = await openChromium();
      return resultsOf(await visits(bench, site, end), site.browser);
    } finally {
      await site.close();
    }
  },
};

async function visits(bench: Bench, site: Site, end: number): Promise<Visited[]> {
  const visited: Visited[] = [];
  for (let round = 1; round <= bench.runs; round++) {
    bench.signal.throwIfAborted();
    bench.progress(`${NAME}: round ${round} of ${bench.runs}`);
    const context = await site.browser.newContext({ viewport: VIEWPORT });
    try {
      // The minutes of the rounds before have been written.
      const next = end + (round - 1) * BURSTS * MINUTE;
      visited.push(await visit(await context.newPage(), site, next));
    } finally {
      await context.close();
    }
  }
  return visited;
}

async function visit(page: Page, { origin, topic }: Site, end: number): Promise<Visited> {
  await page.goto(`${origin}/?window=1m&ticker=${tickerOf(0)}&lines=vwap`, { waitUntil: "commit" });
  const { ms, bytes } = await page.evaluate<{ ms: number; bytes: number }>(FIRST_CANDLES);
  await sleep(SETTLE_MS);
  const acts = {
    "nothing is done": await framesWhile(page, () => sleep(ACT_MS / 2)),
    "scrolling the watchlist": await framesWhile(page, () => scroll(page, ACT_MS)),
    "panning the chart": await framesWhile(page, () => pan(page, ACT_MS)),
    [`${TICKERS} bars arrive at once, each 1.2 s`]: await framesWhile(page, () => receive(topic, end)),
  };
  return { firstCandlesMs: ms, bytes, acts };
}

function resultsOf(visited: readonly Visited[], browser: Browser): Result[] {
  const note = `Chromium ${browser.version()}, headless, draws in software`;
  const result = (name: string, unit: string, of: (each: Visited) => number) =>
    resultOf({ part: NAME, name, unit, note }, visited.map(of));
  const frames = Object.keys(visited[0]!.acts).flatMap(act => {
    const row = (name: string, unit: string, of: (each: Frames) => number) =>
      result(`${act}: ${name}`, unit, ({ acts }) => of(acts[act]!));
    return [
      row("frame, p50", "ms", ({ p50 }) => p50),
      row("frame, p95", "ms", ({ p95 }) => p95),
      row("frame, p99", "ms", ({ p99 }) => p99),
      row("frames over 16.7 ms", "%", ({ over16 }) => 100 * over16),
      row("frames over 33 ms", "%", ({ over33 }) => 100 * over33),
      row("tasks over 50 ms", "tasks", ({ longTasks }) => longTasks),
      row("longest task", "ms", ({ longest }) => longest),
    ];
  });
  return [
    result("loaded until the first candles", "kB", ({ bytes }) => bytes / 1_000),
    result("address to first candles", "ms", ({ firstCandlesMs }) => firstCandlesMs),
    ...frames,
  ];
}
