import assert from "node:assert/strict";
import { bar, bars, lastMinute } from "./market.ts";
import { barsOf, row, shownBars, untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

// Whoever may write to the topic may write any ticker. The page shows it as the text it is.

const END = lastMinute();
const HURT = "globalThis.isHurt=1";
const TICKERS = [
  `<img src=x onerror=${HURT}>`,
  `<script>${HURT}</script>`,
  `"><svg onload=${HURT}>`,
  `';${HURT};//"\`\${${HURT}}`,
  `javascript:${HURT}`,
  "\u202Egnp.exe\u202C שלום",
  "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307".repeat(8),
  "A".repeat(64),
  "__proto__",
  "constructor",
  "toString",
  "&lt;b&gt;",
  "../../etc/passwd",
  "A&window=x#y?z=%00",
  "two  blanks",
  "line\nbreak\tand\u0007bell",
  "😀",
];
const HOSTILE_WINDOW = `<img src=x onerror=${HURT}>`;

const all = TICKERS.map((ticker, i) => bars(ticker, 3 + i, END));

const site = useSite(async topic => {
  await topic.write([
    ...bars("AMZN", 5, END),
    ...all.flat(),
    bar({ ticker: "AMZN", window: HOSTILE_WINDOW, window_start: END, window_end: END + 1_000 }),
    // Half of a pair: no text that can be sent as UTF-8, though JSON can spell it.
    bar({ ticker: "half\uD800pair", window_start: END }),
    bar({
      ticker: "FIELDS",
      window_start: END,
      exchange: `<b>${HURT}</b>`,
      currency: `"><img src=x onerror=${HURT}>`,
    }),
  ]);
});

visitTest(
  "a hostile ticker is shown as text, runs nothing, and can be chosen and linked to",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m");
    await untilShown(page, "AMZN", { bars: 5 });
    for (const [i, ticker] of TICKERS.entries()) {
      const each = row(page, ticker);
      // Rows out of sight are not there; the filter finds each.
      await page.getByRole("searchbox", { name: "Filter tickers" }).fill(ticker.replaceAll(/[\n\r]/g, ""));
      if (!ticker.includes("\n")) await each.click();
      else {
        await page.getByRole("searchbox", { name: "Filter tickers" }).fill("line");
        await each.click();
      }
      await untilShown(page, ticker, { bars: 3 + i });
      assert.equal(
        await page
          .locator("h2")
          .first()
          .evaluate(heading => heading.textContent),
        ticker,
      );
      assert.ok((await each.evaluate(element => element.textContent as string)).includes(ticker), ticker);
      assert.deepEqual(await shownBars(page), barsOf(all[i]!));
    }
    assert.equal(await page.evaluate("globalThis.isHurt"), undefined);
    assert.equal(await page.locator("img[src=x], body script[src=x]").count(), 0);
  },
);

visitTest(
  "an address with a hostile ticker shows that ticker, whatever is in it",
  site,
  async ({ page, open }) => {
    for (const [i, ticker] of TICKERS.entries()) {
      await open(`?${new URLSearchParams({ ticker, window: "1m" })}`);
      await untilShown(page, ticker, { bars: 3 + i });
      assert.equal(
        await page
          .locator("h2")
          .first()
          .evaluate(heading => heading.textContent),
        ticker,
      );
    }
    assert.equal(await page.evaluate("globalThis.isHurt"), undefined);
  },
);

visitTest("hostile names of windows, exchanges and currencies are text too", site, async ({ page, open }) => {
  await open(`?${new URLSearchParams({ ticker: "AMZN", window: HOSTILE_WINDOW })}`);
  await untilShown(page, "AMZN", { window: HOSTILE_WINDOW, bars: 1 });
  await page.getByRole("radio", { name: HOSTILE_WINDOW, exact: true }).waitFor();
  await open("?ticker=FIELDS&window=1m");
  await untilShown(page, "FIELDS", { bars: 1 });
  await page.getByRole("region", { name: "Features" }).getByText(`<b>${HURT}</b>`).waitFor();
  assert.equal(await page.evaluate("globalThis.isHurt"), undefined);
  assert.equal(await page.locator("img[src=x]").count(), 0);
});
