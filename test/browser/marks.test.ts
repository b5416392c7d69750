import assert from "node:assert/strict";
import { eventually } from "../e2e/eventually.ts";
import type { Page } from "./chromium.ts";
import { bars, lastMinute, MINUTE } from "./market.ts";
import { barsOf, lineOf, row, shownBars, shownLines, untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();
const PLAIN = bars("PLAIN", 30, END);
/** From behind: partial, gap, then plain ones, and in the middle values that are not known. */
const MARKED = bars("MARKED", 30, END).map((each, i) => ({
  ...each,
  ...(i === 29 && { partial: true, volume: null }),
  ...(i === 28 && { gap: true }),
  ...(i >= 10 && i < 15 && { vwap: null, volume: null }),
}));
/** Ten minutes without a tick: no record is not a record of nothing. */
const SILENT = bars("SILENT", 30, END).filter((_, i) => i < 10 || i >= 20);

const site = useSite(topic => topic.write([...PLAIN, ...MARKED, ...SILENT]));

/** The words above the chart that say what the bar under the crosshair is. */
const readout = (page: Page) => page.locator("#readout").innerText();
const legend = (page: Page) => page.locator("#legend");

visitTest(
  "a bar with a gap and a partial bar are said to be so, in the readout, the legend and the watchlist",
  site,
  async ({ page, open }) => {
    await open("?ticker=MARKED&window=1m");
    await untilShown(page, "MARKED", { bars: 30 });
    await legend(page).getByText("gap").waitFor();
    await legend(page).getByText("partial").waitFor();
    assert.match(await readout(page), /partial/i);
    assert.doesNotMatch(await readout(page), /gap/i);
    assert.equal(
      await row(page, "MARKED")
        .getByRole("img", { name: /partial/ })
        .count(),
      1,
    );
    assert.equal(await row(page, "PLAIN").getByRole("img").count(), 0);
    // From the last bar to the left.
    for (const says of [/partial/, /gap/, /^((?!gap|partial).)*$/s]) {
      await page.keyboard.press("ArrowLeft");
      await eventually(
        `the readout says ${says}`,
        async () => says.test(await readout(page)) || undefined,
        5_000,
      );
    }
    await row(page, "PLAIN").click();
    await untilShown(page, "PLAIN", { bars: 30 });
    await legend(page).getByText("gap").waitFor({ state: "hidden" });
    await legend(page).getByText("partial").waitFor({ state: "hidden" });
  },
);

visitTest("a value that is not known breaks its line and is never a zero", site, async ({ page, open }) => {
  await open("?ticker=MARKED&window=1m&lines=vwap");
  await untilShown(page, "MARKED", { bars: 30 });
  const { vwap } = await shownLines(page);
  const known = lineOf(MARKED, "vwap").filter(({ value }) => value !== null);
  assert.deepEqual(
    vwap!.filter(({ value }) => value !== null),
    known,
  );
  assert.equal(known.length, 25);
  // Nine places of 29 to the first hole, and six from the last value before it to the next one.
  const runs = await eventually("the line is drawn", async () => {
    const drawn = await page.evaluate<[number, number][]>(DRAWN);
    return drawn.length > 1 ? drawn : undefined;
  });
  const [left, right] = runs as [[number, number], [number, number]];
  assert.equal(runs.length, 2);
  const width = right[1] - left[0];
  assert.ok(Math.abs((left[1] - left[0]) / width - 9 / 29) < 0.02, String(runs));
  assert.ok(Math.abs((right[0] - left[1]) / width - 6 / 29) < 0.02, String(runs));
  assert.deepEqual(await shownBars(page), barsOf(MARKED));
  assert.equal((await shownBars(page)).filter(({ volume }) => volume === null).length, 6);
});

visitTest("minutes without a record are left empty, and no bar is made up", site, async ({ page, open }) => {
  await open("?ticker=SILENT&window=1m&lines=vwap");
  await untilShown(page, "SILENT", { bars: 20 });
  assert.deepEqual(await shownBars(page), barsOf(SILENT));
  const { vwap } = await shownLines(page);
  assert.deepEqual(
    vwap!.filter(({ value }) => value !== null),
    lineOf(SILENT, "vwap"),
  );
  // Ten empty places between two bars that are a place apart otherwise: the pointer finds nothing there.
  const times = SILENT.map(({ window_start }) => window_start);
  assert.ok(times.some((time, i) => i > 0 && time - times[i - 1]! === 11 * MINUTE));
});

/** From where to where, in pixels, the canvases of the lower pane have something in the colour of lines. */
const DRAWN = `(() => {
  const chart = document.querySelector("[data-testid=chart]");
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = "var(--accent)";
  const colour = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  probe.remove();
  const { top, height } = chart.getBoundingClientRect();
  const isPane = canvas => {
    const place = canvas.getBoundingClientRect();
    return place.width > 300 && place.height > 40 && place.top > top + height / 2;
  };
  const columns = new Set();
  for (const canvas of [...chart.querySelectorAll("canvas")].filter(isPane)) {
    const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] > 100 && colour.every((value, i) => Math.abs(data[at + i] - value) < 40)) columns.add((at / 4) % width);
  }
  const runs = [];
  for (const column of [...columns].sort((a, b) => a - b)) {
    if (runs.length > 0 && column - runs.at(-1)[1] < 20) runs.at(-1)[1] = column;
    else runs.push([column, column]);
  }
  return runs;
})()`;
