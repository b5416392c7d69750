import assert from "node:assert/strict";
import { eventually } from "../e2e/eventually.ts";
import { brokers } from "../e2e/topic.ts";
import { MANY_ENV, MINUTES, manyBars, nextBars, TICKERS, tickerOf, writeMany } from "./many.ts";
import { lastMinute } from "./market.ts";
import { barsOf, lineOf, row, shownBars, shownLines, untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();

const site = useSite(topic => writeMany(brokers(), topic.name, END), MANY_ENV);

visitTest(
  "500 tickers and a day of minutes: any of them is found, scrolled to and drawn whole",
  site,
  async ({ page, open }) => {
    await open("?window=1m");
    await untilShown(page, tickerOf(0), { bars: MINUTES });
    const list = page.getByRole("listbox", { name: "Tickers" });
    assert.ok((await page.getByRole("option").count()) < 60, "rows out of sight are not there");
    assert.equal(await page.getByRole("option").first().getAttribute("aria-setsize"), String(TICKERS));

    await list.hover();
    await page.mouse.wheel(0, 200_000);
    await row(page, tickerOf(TICKERS - 1)).click();
    await untilShown(page, tickerOf(TICKERS - 1), { bars: MINUTES });
    assert.deepEqual(await shownBars(page), barsOf(manyBars(TICKERS - 1, END)));

    await page.keyboard.press("/");
    await page.keyboard.type(tickerOf(250));
    await page.keyboard.press("Enter");
    await untilShown(page, tickerOf(250), { bars: MINUTES });
    await page.keyboard.press("a");
    await page.keyboard.type("vwap");
    await page.keyboard.press("Enter");
    await eventually("vwap is a line", async () => "vwap" in (await shownLines(page)) || undefined);
    assert.deepEqual((await shownLines(page)).vwap, lineOf(manyBars(250, END), "vwap"));
  },
);

visitTest(
  "a held arrow key ends at the ticker it names, with that ticker's bars",
  site,
  async ({ page, open }) => {
    await open(`?window=1m&ticker=${tickerOf(100)}`);
    await untilShown(page, tickerOf(100), { bars: MINUTES });
    for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowDown", { delay: 15 });
    await untilShown(page, tickerOf(160), { bars: MINUTES });
    await eventually("the address follows", async () => page.url().includes(tickerOf(160)) || undefined);
    assert.deepEqual(await shownBars(page), barsOf(manyBars(160, END)));
    assert.ok(await row(page, tickerOf(160)).isVisible());
  },
);

visitTest(
  "500 bars that arrive at once are all in the list, and the chart has its own",
  site,
  async ({ page, open }) => {
    await open(`?window=1m&ticker=${tickerOf(3)}`);
    await untilShown(page, tickerOf(3), { bars: MINUTES });
    const next = nextBars(END);
    await site.topic.write(next);
    await untilShown(page, tickerOf(3), { lastStart: END });
    assert.deepEqual((await shownBars(page)).at(-1), barsOf([next[3]!])[0]);
    for (const at of [0, 9]) {
      const close = next[at]!.close.toFixed(2);
      await eventually(
        `${tickerOf(at)} closes at ${close}`,
        async () => (await row(page, tickerOf(at)).textContent())?.includes(close) || undefined,
      );
    }
  },
);
