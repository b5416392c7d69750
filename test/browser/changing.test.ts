import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Features } from "@market/windowing";
import { eventually } from "../e2e/eventually.ts";
import type { Page } from "./chromium.ts";
import { useHeldSite } from "./held-site.ts";
import { bar, bars, lastMinute, MINUTE } from "./market.ts";
import {
  barsOf,
  lineOf,
  row,
  shownBars,
  shownLines,
  untilPipeline,
  untilShown,
  windowButton,
} from "./shown.ts";
import { visitTest } from "./visit.ts";

// What a page shows while that which the server holds changes under it.

const END = lastMinute();
const AMZN = bars("AMZN", 30, END);
const SLIDING = ["AMZN", "MSFT"].flatMap(ticker => bars(ticker, 12, END, { window: "5m/1m" }));
const VWAP = "?ticker=AMZN&window=1m&lines=vwap";
const HOUR_AND_MORE = 70 * MINUTE;
/** What Chromium says by itself of a request that is refused. */
const REFUSED = /Failed to load resource: the server responded with a status of/;

const site = useHeldSite();

/** Waits until the candles and the line are those of the records. */
async function untilRecords(page: Page, records: readonly Features[]): Promise<void> {
  let seen: unknown;
  const areShown = async () => {
    seen = [await shownBars(page), (await shownLines(page)).vwap];
    return isDeepStrictEqual(seen, [barsOf(records), lineOf(records, "vwap")]) || undefined;
  };
  await eventually("the records are shown", areShown, 8_000).catch(() => {
    assert.deepEqual(seen, [barsOf(records), lineOf(records, "vwap")]);
  });
}

visitTest(
  "a topic that was made anew empties the page, and what comes then is shown alone",
  site,
  async ({ page, open }) => {
    site.renew([...AMZN, ...bars("MSFT", 30, END), ...SLIDING]);
    await open("?ticker=AMZN&window=5m/1m&lines=vwap");
    await untilRecords(page, SLIDING.slice(0, 12));
    site.renew();
    await page.getByText("No features yet").waitFor();
    await untilRecords(page, []);
    assert.equal(await page.getByRole("option").count(), 0);
    // The state is told each second, and an answer may take longer.
    await page.route(/api\/market/, async route => {
      await sleep(1_500);
      await route.continue().catch(() => undefined);
    });
    const first = bar({ ticker: "AMZN", window: "5m/1m", window_start: END + MINUTE });
    site.write([bar({ ticker: "AMZN", window_start: END }), first]);
    await untilShown(page, "AMZN", { window: "5m/1m", bars: 1 });
    await untilRecords(page, [first]);
    assert.equal(await row(page, "MSFT").count(), 0);
  },
  { allowed: REFUSED },
);

visitTest(
  "who chooses a window that has just been forgotten gets one that is held",
  site,
  async ({ page, open }) => {
    site.renew([...AMZN, ...SLIDING]);
    await open(VWAP);
    await untilRecords(page, AMZN);
    await page.route(/api\/market\?window=5m/, route => route.fulfill({ status: 404, body: "forgotten" }));
    await windowButton(page, "5m/1m").click();
    await eventually(
      "the address names it",
      async () => page.url().includes("window=1m") || undefined,
      8_000,
    );
    await untilRecords(page, AMZN);
  },
  { allowed: REFUSED },
);

visitTest(
  "bars that come out of order, or again, get their place with their statistics, without a reading for each",
  site,
  async ({ page, open }) => {
    site.renew(AMZN);
    await open(VWAP);
    await untilRecords(page, AMZN);
    let readings = 0;
    page.on("request", request => {
      if (/api\/bars.*fields=vwap$/.test(request.url())) readings++;
    });
    const odd = AMZN.slice(5, 20).map(each => ({
      ...bar({ ticker: "AMZN", window_start: each.window_start + 30_000 }),
      vwap: each.open + 1,
    }));
    const again = { ...AMZN[3]!, close: AMZN[3]!.high, vwap: 77 };
    for (const each of [...odd, again]) {
      site.write([each]);
      await sleep(110);
    }
    await untilRecords(page, [...AMZN.map(each => (each === AMZN[3] ? again : each)), ...odd]);
    assert.ok(readings < odd.length / 2, `${readings} readings`);
  },
);

visitTest(
  "after an hour the page forgets what the server forgot, and stays where it was",
  site,
  async ({ page, open }) => {
    const others = Array.from({ length: 60 }, (_, i) =>
      bar({ ticker: `T${100 + i}`, window_start: END - MINUTE }),
    );
    const many = bars("AMZN", 300, END);
    site.renew([...many, bar({ ticker: "GONE", window_start: END - 200 * MINUTE }), ...others]);
    await page.clock.install();
    await open(VWAP);
    await untilRecords(page, many);
    await page.getByTestId("chart").hover();
    await page.mouse.wheel(-300, 0);
    await page.getByRole("listbox", { name: "Tickers" }).hover();
    await page.mouse.wheel(0, 900);
    await row(page, "T130").waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("e");
    await sleep(300);
    const place = () => page.evaluate<string[]>(PLACE);
    const before = await place();
    site.hold([...many.slice(100), ...others]);
    await page.clock.fastForward(HOUR_AND_MORE);
    await untilRecords(page, many.slice(100));
    assert.deepEqual(await place(), before);
    await page.getByRole("listbox", { name: "Tickers" }).hover();
    await page.mouse.wheel(0, -2_000);
    await row(page, "T100").waitFor();
    assert.equal(await row(page, "GONE").count(), 0);
  },
);

/** What is in sight: the range of the chart, the bar under the crosshair, the place in the list, what is open. */
const PLACE = `[
  document.querySelector("#export-csv").href,
  document.querySelector("#readout").textContent,
  String(document.querySelector("#tickers").scrollTop),
  document.activeElement.id,
]`;

const HIDE = `Object.defineProperty(document, "hidden", { get: () => globalThis.isHidden, configurable: true });`;
const hide = (page: Page, isHidden: boolean) =>
  page.evaluate(`isHidden = ${isHidden}; document.dispatchEvent(new Event("visibilitychange"))`);
const untilStreams = (count: number) =>
  eventually(`${count} streams`, async () => site.streams === count || undefined, 8_000);
/** Lets the page's time pass; a stream that it would make again is there a second after. */
async function pass(page: Page, ms: number): Promise<void> {
  await page.clock.fastForward(ms);
  await sleep(1_300);
}

visitTest("a tab that is opened in the background lets go of its stream", site, async ({ page, open }) => {
  site.renew(AMZN);
  await untilStreams(0);
  await page.addInitScript({ content: `${HIDE} isHidden = true;` });
  await page.clock.install();
  await open(VWAP);
  await untilRecords(page, AMZN);
  await untilStreams(1);
  await pass(page, 61_000);
  assert.equal(site.streams, 0);
  await hide(page, false);
  await untilPipeline(page, /live/);
});

visitTest(
  "a stream that breaks in the background, and is made again, is let go all the same",
  site,
  async ({ page, open }) => {
    site.renew(AMZN);
    await untilStreams(0);
    await page.addInitScript({ content: `${HIDE} isHidden = false;` });
    await page.clock.install();
    await open(VWAP);
    await untilRecords(page, AMZN);
    await untilStreams(1);
    await hide(page, true);
    const again = page.waitForRequest(/api\/live/);
    // Nothing was heard for so long: to the page it is a dead connection.
    await page.clock.fastForward(30_000);
    await again;
    await untilStreams(1);
    await pass(page, 35_000);
    assert.equal(site.streams, 0);
  },
);

visitTest(
  "no bar of the window before gets into the series of the next one",
  site,
  async ({ page, open }) => {
    site.renew([...AMZN, ...bars("MSFT", 30, END), ...SLIDING]);
    await open(VWAP);
    await untilRecords(page, AMZN);
    await page.route(/api\/market\?window=5m/, async route => {
      await sleep(2_000);
      await route.continue();
    });
    const answered = page.waitForResponse(/api\/market\?window=5m/);
    await windowButton(page, "5m/1m").click();
    await row(page, "MSFT").click();
    await untilShown(page, "MSFT", { window: "5m/1m", bars: 12 });
    site.write([bar({ ticker: "MSFT", window_start: END + MINUTE })]);
    await sleep(700);
    assert.deepEqual(await shownBars(page), barsOf(SLIDING.slice(12)));
    await answered;
    await untilRecords(page, SLIDING.slice(12));
  },
);

visitTest(
  "a statistic's end that the server is too busy to give is asked for again",
  site,
  async ({ page, open }) => {
    site.renew(AMZN);
    await open(VWAP);
    await untilRecords(page, AMZN);
    let refusals = 0;
    await page.route(/api\/bars.*fields=vwap&from=/, async route => {
      if (refusals++ === 0) await route.fulfill({ status: 503, body: "busy" });
      else await route.continue();
    });
    const next = bar({ ticker: "AMZN", window_start: END });
    site.write([next]);
    await untilRecords(page, [...AMZN, next]);
  },
  { allowed: REFUSED },
);

visitTest(
  "of a series that is too much for one answer the newest part is shown",
  site,
  async ({ page, open }) => {
    site.renew(AMZN);
    const isTooMuch = (url: string) =>
      Number(new URL(url).searchParams.get("from") ?? 0) < END - 10 * MINUTE ? true : undefined;
    await page.route(/api\/bars.*fields=vwap/, async route => {
      if (!isTooMuch(route.request().url())) await route.continue();
      else
        await route.fulfill({ status: 400, body: "from: expected a later time, or fewer fields: too much" });
    });
    await open(VWAP);
    await untilShown(page, "AMZN");
    await untilRecords(page, AMZN.slice(-8));
  },
  { allowed: REFUSED },
);

visitTest(
  "bars that the server refuses to give are not told as bars that are not there",
  site,
  async ({ page, open }) => {
    site.renew(AMZN);
    await page.route(/api\/bars/, route => route.fulfill({ status: 400, body: "ticker: expected another" }));
    await open(VWAP);
    await page.getByText("ticker: expected another").waitFor();
    assert.doesNotMatch((await page.locator("#notice").textContent())!, /is held/);
  },
  { allowed: REFUSED },
);
