import assert from "node:assert/strict";
import axe, { type AxeResults } from "axe-core";
import type { Page } from "./chromium.ts";
import { bar, bars, lastMinute } from "./market.ts";
import { untilPipeline, untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();
const TICKERS = ["AAPL", "AMZN", "BTC-USD", "MSFT", "NVDA"];

const site = useSite(topic =>
  topic.write([
    ...TICKERS.flatMap(ticker => bars(ticker, 60, END)),
    ...bars("AMZN", 10, END, { window: "5m/1m" }),
    bar({ ticker: "AMZN", window_start: END, gap: true, partial: true, volume: null }),
  ]),
);

/** Fails for what axe calls serious or critical, with the rule and the elements. */
async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
  assert.deepEqual(found, []);
}

const VIEWS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: {
    colorScheme: "light",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  },
} as const;

for (const [name, view] of Object.entries(VIEWS)) {
  visitTest(
    `axe finds nothing serious in the page and its dialogs: ${name}`,
    site,
    async ({ page, context, open }) => {
      await context.addInitScript({ content: axe.source });
      await open("?ticker=AMZN&window=1m&lines=vwap");
      await untilShown(page, "AMZN", { bars: 61 });
      await untilPipeline(page, /live/);
      await assertAccessible(page);
      for (const [key, dialog] of [
        ["a", "Statistics"],
        ["?", "Keyboard shortcuts"],
      ] as const) {
        await page.keyboard.press(key);
        await page.getByRole("dialog", { name: dialog }).waitFor();
        await assertAccessible(page);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog", { name: dialog }).waitFor({ state: "hidden" });
      }
      await page.keyboard.press("e");
      await page.getByRole("link", { name: "CSV", exact: true }).waitFor();
      await assertAccessible(page);
    },
    { ...view, reducedMotion: "reduce" },
  );
}

visitTest(
  "on a phone nothing is wider than the screen",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m&lines=vwap");
    await untilShown(page, "AMZN", { bars: 61 });
    assert.ok((await page.evaluate<number>("document.documentElement.scrollWidth")) <= 390);
  },
  VIEWS.phone,
);

visitTest(
  "all that can be done is reached by the tab key, and shows where the focus is",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m&lines=vwap");
    await untilShown(page, "AMZN", { bars: 61 });
    const reached = new Set<string>();
    const unseen: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      const { name, isSeen } = await page.evaluate<{ name: string; isSeen: boolean }>(FOCUSED);
      reached.add(name);
      if (!isSeen) unseen.push(name);
    }
    const wanted = [
      "Theme",
      "Keyboard shortcuts",
      "Filter tickers",
      "Tickers",
      "Add statistic",
      "Export",
      "Remove vwap",
    ];
    assert.deepEqual(
      wanted.filter(name => !reached.has(name)),
      [],
    );
    assert.deepEqual(unseen, []);
  },
);

/** The element in focus by its name, and whether it, or what is around it, is drawn differently for that. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const name = element.getAttribute("aria-label") ?? element.textContent.trim();
  const drawn = () => [element, element.parentElement].flatMap(each => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(each);
    return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor];
  }).join();
  const outline = getComputedStyle(element);
  const isOutlined = outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 0;
  if (element === document.body || isOutlined) return { name, isSeen: true };
  const focused = drawn();
  element.blur();
  const isSeen = drawn() !== focused;
  element.focus({ focusVisible: true });
  return { name, isSeen };
})()`;
