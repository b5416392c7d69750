import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Field } from "@market/windowing";
import { eventually } from "../e2e/eventually.ts";
import type { Page } from "./chromium.ts";
import { bars, lastMinute } from "./market.ts";
import { barsOf, lineOf, row, shownBars, shownLines, untilShown, windowButton } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();
const TICKERS = ["AAPL", "AMZN", "MSFT"];
const MINUTES = Map.groupBy(
  TICKERS.flatMap((ticker, i) => bars(ticker, 30 + i, END)),
  ({ ticker }) => ticker,
);
const SLIDING = bars("AMZN", 12, END, { window: "5m/1m" });
/** Moves that follow each other at once are one move for the back button. */
const ONE_MOVE_MS = 900;

const site = useSite(async topic => {
  await topic.write([...[...MINUTES.values()].flat(), ...SLIDING]);
});

async function untilAddress(page: Page, wanted: Record<string, string>): Promise<void> {
  await eventually(
    `the address says ${JSON.stringify(wanted)}, not ${page.url()}`,
    async () => {
      const query = new URL(page.url()).searchParams;
      return Object.entries(wanted).every(([name, value]) => (query.get(name) ?? "") === value) || undefined;
    },
    5_000,
  );
}

async function isSelected(page: Page, ticker: string): Promise<void> {
  const rows = page.getByRole("listbox", { name: "Tickers" }).locator("[aria-selected=true]");
  await eventually(
    `${ticker} is selected`,
    async () => {
      const selected = await rows.evaluateAll((all: { dataset: { ticker: string } }[]) =>
        all.map(each => each.dataset.ticker),
      );
      return selected.join() === ticker || undefined;
    },
    5_000,
  );
  assert.equal(await page.getByRole("heading", { level: 2, name: ticker, exact: true }).count(), 1);
}

async function untilTicker(page: Page, ticker: string): Promise<void> {
  await untilShown(page, ticker, { window: "1m", bars: MINUTES.get(ticker)!.length });
  assert.deepEqual(await shownBars(page), barsOf(MINUTES.get(ticker)!));
  await isSelected(page, ticker);
  await untilAddress(page, { ticker });
}

visitTest(
  "a click on a ticker or a window shows it, the address follows, and back goes back",
  site,
  async visit => {
    const { page } = visit;
    await visit.open("?ticker=AAPL&window=1m");
    await untilTicker(page, "AAPL");
    await sleep(ONE_MOVE_MS);
    await row(page, "AMZN").click();
    await untilTicker(page, "AMZN");
    await sleep(ONE_MOVE_MS);
    await windowButton(page, "5m/1m").click();
    await untilShown(page, "AMZN", { window: "5m/1m", bars: SLIDING.length });
    assert.deepEqual(await shownBars(page), barsOf(SLIDING));
    await untilAddress(page, { ticker: "AMZN", window: "5m/1m" });
    assert.equal(await windowButton(page, "5m/1m").getAttribute("aria-checked"), "true");
    await page.goBack();
    await untilTicker(page, "AMZN");
    assert.equal(await windowButton(page, "1m").getAttribute("aria-checked"), "true");
    await page.goBack();
    await untilTicker(page, "AAPL");
    await page.goForward();
    await untilTicker(page, "AMZN");
  },
);

visitTest("arrows and letters move through tickers and windows without a mouse", site, async visit => {
  const { page } = visit;
  await visit.open();
  await untilTicker(page, "AAPL");
  for (const [key, ticker] of [
    ["ArrowDown", "AMZN"],
    ["j", "MSFT"],
    ["k", "AMZN"],
    ["ArrowUp", "AAPL"],
    ["j", "AMZN"],
  ] as const) {
    await page.keyboard.press(key);
    await untilTicker(page, ticker);
  }
  await page.keyboard.press("]");
  await untilShown(page, "AMZN", { window: "5m/1m", bars: SLIDING.length });
  await untilAddress(page, { window: "5m/1m" });
  await page.keyboard.press("[");
  await untilTicker(page, "AMZN");
});

visitTest(
  "the filter is reached by a key, finds a ticker by a part of its name, and takes no key for a command",
  site,
  async visit => {
    const { page } = visit;
    await visit.open("?ticker=AAPL&window=1m");
    await untilTicker(page, "AAPL");
    await page.keyboard.press("/");
    const filter = page.getByRole("searchbox", { name: "Filter tickers" });
    assert.ok(await filter.evaluate(input => input === input.ownerDocument.activeElement));
    await page.keyboard.type("zn");
    await eventually(
      "one row",
      async () => (await page.locator("[data-ticker]").count()) === 2 || undefined,
      5_000,
    ).catch(() => undefined);
    assert.equal(await row(page, "AMZN").count(), 1);
    assert.equal(await row(page, "AAPL").count(), 0);
    await page.keyboard.press("Enter");
    await untilTicker(page, "AMZN");
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await eventually("all rows", async () => (await row(page, "AAPL").count()) || undefined, 5_000);
  },
);

visitTest("a statistic is added and removed without a mouse, and is in the address", site, async visit => {
  const { page } = visit;
  await visit.open("?ticker=AMZN&window=1m");
  await untilTicker(page, "AMZN");
  const dialog = page.getByRole("dialog", { name: "Statistics" });
  for (const name of ["vwap", "longest_silence_ms"]) {
    await page.keyboard.press("a");
    await dialog.waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await eventually(`${name} is a line`, async () => name in (await shownLines(page)) || undefined, 5_000);
    if (await dialog.isVisible()) await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  const minutes = MINUTES.get("AMZN")!;
  assert.deepEqual(await shownLines(page), {
    vwap: lineOf(minutes, "vwap"),
    longest_silence_ms: lineOf(minutes, "longest_silence_ms"),
  });
  await untilAddress(page, { lines: "vwap,longest_silence_ms" });
  await page.getByRole("button", { name: "Remove vwap" }).focus();
  await page.keyboard.press("Enter");
  await untilAddress(page, { lines: "longest_silence_ms" });
  assert.deepEqual(Object.keys(await shownLines(page)), ["longest_silence_ms"]);
  await row(page, "MSFT").click();
  await untilTicker(page, "MSFT");
  assert.deepEqual(await shownLines(page), {
    longest_silence_ms: lineOf(MINUTES.get("MSFT")!, "longest_silence_ms"),
  });
});

visitTest(
  "the picker names every statistic with its formula, and lets no fifth line in",
  site,
  async visit => {
    const { page } = visit;
    await visit.open("?ticker=AMZN&window=1m&lines=std,vwap,slope,median");
    await untilTicker(page, "AMZN");
    await page.getByRole("button", { name: "Add statistic" }).click();
    const dialog = page.getByRole("dialog", { name: "Statistics" });
    const options = dialog.getByRole("option");
    await options.first().waitFor();
    const fields = (await (await fetch(`${site.origin}/api/fields`)).json()) as (Field & {
      name: string;
      isStatistic: boolean;
    })[];
    const statistics = fields.filter(each => each.isStatistic);
    assert.equal(await options.count(), statistics.length);
    const skewness = statistics.find(({ name }) => name === "skewness")!;
    assert.ok(
      (await options.filter({ hasText: "skewness" }).first().textContent())!.includes(skewness.formula),
    );
    await page.keyboard.type("skewness");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    assert.deepEqual(Object.keys(await shownLines(page)).sort(), ["median", "slope", "std", "vwap"]);
  },
);

visitTest("the theme changes by a key and stays with the next visit", site, async ({ page, open }) => {
  await open("?ticker=AMZN&window=1m");
  await untilTicker(page, "AMZN");
  const colour = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
  const before = await colour();
  for (let i = 0; i < 3 && (await colour()) === before; i++) await page.keyboard.press("t");
  const chosen = await colour();
  assert.notEqual(chosen, before);
  await page.reload();
  await untilTicker(page, "AMZN");
  assert.equal(await colour(), chosen);
});

visitTest(
  "a ticker or a window that is not there is said, and the list stays usable",
  site,
  async ({ page, open }) => {
    for (const query of [
      "?ticker=NOBODY&window=1m",
      "?ticker=AMZN&window=77m",
      "?lines=no_such,__proto__&ticker=AMZN",
    ]) {
      await open(query);
      await row(page, "MSFT").click();
      await untilShown(page, "MSFT", { window: "1m", bars: MINUTES.get("MSFT")!.length });
    }
  },
  { allowed: /Failed to load resource: the server responded with a status of 404/ },
);
