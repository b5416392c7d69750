import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../e2e/eventually.ts";
import type { Page } from "./chromium.ts";
import { useHeldSite } from "./held-site.ts";
import { bar, bars, lastMinute, MINUTE } from "./market.ts";
import { lineOf, row, shownLines, untilPipeline, untilShown } from "./shown.ts";
import { visitTest } from "./visit.ts";

// What a page says and does while somebody looks at it.

const END = lastMinute();
const AMZN = bars("AMZN", 30, END);
const MANY = Array.from({ length: 90 }, (_, i) => bar({ ticker: `T${100 + i}`, window_start: END - MINUTE }));
const PHONE = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };

const site = useHeldSite();

visitTest(
  "a phone that is scrolled down stays there, and the chosen window is in sight in its strip",
  site,
  async ({ page, open }) => {
    const others = Array.from({ length: 12 }, (_, i) =>
      bar({ ticker: "AMZN", window: `${i + 2}m`, window_start: END }),
    );
    site.renew([...AMZN, ...others]);
    await open("?ticker=AMZN&window=13m");
    await untilShown(page, "AMZN", { window: "13m" });
    const strip = await page.evaluate<[number, number, number]>(`(() => {
      const { right } = document.querySelector("#windows").getBoundingClientRect();
      const chosen = document.querySelector("#windows [aria-checked=true]").getBoundingClientRect();
      return [right, chosen.right, document.querySelector("#windows").scrollLeft];
    })()`);
    assert.ok(strip[1] <= strip[0] + 1 && strip[2] > 0, String(strip));
    const y = await page.evaluate<number>("scrollTo(0, 300), scrollY");
    assert.ok(y > 100, `the page is ${y} px longer than the screen`);
    await sleep(2_300);
    assert.equal(await page.evaluate("scrollY"), y);
  },
  PHONE,
);

visitTest(
  "what is wrong with the topic is said as what it is, with the figures where the rest flows",
  site,
  async ({ page, open }) => {
    const since = Date.now() - 60_000;
    site.renew();
    site.said = { trouble: { since, said: "there is no topic market.features.v1 yet", kind: "missing" } };
    await open();
    await untilPipeline(page, /^no topic market\.features\.v1 yet/);
    const notice = page.locator("#notice");
    assert.match((await notice.textContent())!, /^No topic market\.features\.v1 yet.*npm run topics/);
    site.said = { trouble: { since, said: "not allowed to read", kind: "refused" } };
    assert.match(await untilPipeline(page, /^topic cannot be read/), /not allowed to read/);
    await notice.getByText("The features topic cannot be read").waitFor();
    site.said = { trouble: { since, said: "partition 1 is damaged", kind: "damaged" } };
    await untilPipeline(page, /^topic cannot be read.*feed .*1 windower.*partition 1 is damaged/);
    site.said = { trouble: { since, said: "connect ECONNREFUSED", kind: "away" } };
    await untilPipeline(page, /^broker away.*ECONNREFUSED/);
    await notice.getByText("The broker does not answer").waitFor();
    site.said = {};
  },
);

visitTest(
  "an ingestor of which nothing is known is not said to be silent while there are bars",
  site,
  async ({ page, open }) => {
    site.said = { heardAt: null, tickAt: null, feedDelayMs: null, ingestors: null };
    site.renew();
    await open();
    await untilPipeline(page, /^no bars yet/);
    site.renew(AMZN);
    assert.doesNotMatch(await untilPipeline(page, /^live/), /ingestor|feed/);
    site.said = {};
  },
);

visitTest(
  "statistics in the address that nobody knows leave their places to others",
  site,
  async ({ page, open }) => {
    site.renew(AMZN);
    await open("?ticker=AMZN&window=1m&lines=custom.a,custom.b,custom.c,custom.d");
    await untilShown(page, "AMZN", { bars: 30 });
    await page.keyboard.press("a");
    await page.getByRole("option", { name: /^vwap/ }).waitFor();
    assert.match((await page.locator("#statistics-hint").textContent())!, /^0 of 4/);
    await page.keyboard.type("vwap");
    await page.keyboard.press("Enter");
    await eventually("vwap is a line", async () => "vwap" in (await shownLines(page)) || undefined, 5_000);
    assert.deepEqual(await shownLines(page), { vwap: lineOf(AMZN, "vwap") });
  },
);

visitTest("over a window without a tick no figure of another bar is shown", site, async ({ page, open }) => {
  site.renew(bars("SILENT", 30, END).filter((_, i) => i < 10 || i >= 20));
  await open("?ticker=SILENT&window=1m&lines=vwap");
  await untilShown(page, "SILENT", { bars: 20 });
  const box = (await page.getByTestId("chart").boundingBox())!;
  const text = (id: string) => page.locator(id).textContent();
  // The features of the last bar have come: they are what must go.
  await eventually("features", async () => /\d/.test((await text("#fields"))!) || undefined, 5_000);
  for (let x = box.width - 80; x > 0 && !(await text("#readout"))!.includes("no ticks"); x -= 30) {
    await page.mouse.move(box.x + x, box.y + 100);
    await sleep(40);
  }
  assert.match((await text("#readout"))!, /no ticks/);
  assert.match((await text("#features-of"))!, /no ticks/);
  assert.doesNotMatch((await page.locator("#fields dd").allTextContents()).join(), /\d/);
  assert.doesNotMatch((await page.locator("#panes output").textContent())!, /\d/);
  await page.keyboard.press("ArrowLeft");
  await eventually("features again", async () => /\d/.test((await text("#fields"))!) || undefined, 5_000);
  assert.match((await page.locator("#panes output").textContent())!, /\d/);
});

const ORDER = `[...document.querySelectorAll("#tickers [role=option]")].map(each => Number(each.ariaPosInSet))`;

visitTest("rows stand in the document in their order, however the list was scrolled", site, async visit => {
  const { page } = visit;
  site.renew(MANY);
  await visit.open();
  await row(page, "T100").waitFor();
  await page.getByRole("listbox", { name: "Tickers" }).hover();
  for (const by of [500, 130, -260, 3_000, -700]) {
    await page.mouse.wheel(0, by);
    await sleep(250);
    const order = await page.evaluate<number[]>(ORDER);
    const [first] = order;
    assert.deepEqual(
      order,
      order.map((_, i) => first! + i),
    );
  }
});

visitTest("keys that scroll the panel of features leave the ticker alone", site, async ({ page, open }) => {
  site.renew(MANY);
  await open("?ticker=T110&window=1m");
  await untilShown(page, "T110");
  await page.locator("#features").focus();
  for (const key of ["End", "Home", "PageDown"]) await page.keyboard.press(key);
  await sleep(300);
  assert.equal(await chosen(page), "T110");
});

visitTest("a key behind the one that closed a dialog is not lost", site, async ({ page, open }) => {
  site.renew(AMZN);
  await open("?ticker=AMZN&window=1m");
  await untilShown(page, "AMZN");
  await page.keyboard.press("a");
  const statistics = page.getByRole("dialog", { name: "Statistics" });
  await statistics.getByRole("searchbox").waitFor();
  // Both before the next frame: until then the focus is in a field that nobody sees.
  await page.evaluate(`for (const key of ["Escape", "?"])
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))`);
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await statistics.waitFor({ state: "hidden" });
});

visitTest(
  "on a phone, where the list lies on its side, left and right go through it",
  site,
  async ({ page, open }) => {
    site.renew(MANY);
    await open("?ticker=T110&window=1m");
    await untilShown(page, "T110");
    const list = page.getByRole("listbox", { name: "Tickers" });
    assert.equal(await list.getAttribute("aria-orientation"), "horizontal");
    await list.focus();
    await page.keyboard.press("ArrowRight");
    await untilShown(page, "T111");
    await page.keyboard.press("ArrowLeft");
    await untilShown(page, "T110");
    assert.equal(await chosen(page), "T110");
  },
  PHONE,
);

async function chosen(page: Page): Promise<string | null> {
  return await page.locator("#tickers [aria-selected=true]").getAttribute("data-ticker");
}
