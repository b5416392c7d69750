import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Features } from "@market/windowing";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import type { Page } from "./chromium.ts";
import { bars, lastMinute, MINUTE } from "./market.ts";
import { untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();
const CUSTOM = { quiet_share: 0.25 };
const AMZN = bars("AMZN", 240, END, { custom: CUSTOM }).map((each, i) =>
  i % 7 === 0 ? { ...each, volume: null, vwap: null, gap: true } : each,
);

const site = useSite(topic => topic.write([...AMZN, ...bars("MSFT", 10, END)]));

/** The file behind a link of the Export menu, and the range that the link asks for. */
async function download(page: Page, name: "CSV" | "Parquet") {
  const link = page.getByRole("link", { name, exact: true });
  if (!(await link.isVisible())) await page.keyboard.press("e");
  const query = new URL((await link.getAttribute("href"))!, page.url()).searchParams;
  const downloading = page.waitForEvent("download");
  await link.click();
  const file = await (await downloading).path();
  return { file, from: Number(query.get("from")), to: Number(query.get("to")), query };
}

const within = ({ from, to }: { from: number; to: number }) =>
  AMZN.filter(({ window_start }) => window_start >= from && window_start < to);

/** As flat as the files are. */
function flat({ custom, ...rest }: Features): Record<string, unknown> {
  const own = Object.entries(custom).map(([name, value]) => [`custom.${name}`, value]);
  return { ...rest, ...Object.fromEntries(own) };
}

/** Every value here is a number, a word or nothing: no cell has a quote. */
function parseCsv(text: string): Record<string, unknown>[] {
  const [head, ...lines] = text
    .trimEnd()
    .split(/\r?\n/)
    .map(line => line.split(","));
  return lines.map(cells => Object.fromEntries(head!.map((name, i) => [name, cellOf(name, cells[i]!)])));
}

const TEXTS = new Set(["ticker", "exchange", "currency", "window", "window_kind", "definition"]);

function cellOf(name: string, cell: string): unknown {
  if (cell === "") return null;
  if (TEXTS.has(name)) return cell;
  if (cell === "true" || cell === "false") return cell === "true";
  return Number(cell);
}

visitTest(
  "the CSV of the Export menu holds every field of the records in view",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m");
    await untilShown(page, "AMZN", { bars: AMZN.length });
    const { file, from, to, query } = await download(page, "CSV");
    assert.deepEqual([query.get("ticker"), query.get("window")], ["AMZN", "1m"]);
    const expected = within({ from, to });
    assert.ok(expected.length > 0);
    assert.ok(to > AMZN.at(-1)!.window_start, "the last bar is in view");
    assert.deepEqual(parseCsv(await readFile(file, "utf8")), expected.map(flat));
  },
);

visitTest("the Parquet file holds the same, typed", site, async ({ page, open }) => {
  await open("?ticker=AMZN&window=1m");
  await untilShown(page, "AMZN", { bars: AMZN.length });
  const { file, from, to } = await download(page, "Parquet");
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  const plain = rows.map(each =>
    Object.fromEntries(Object.entries(each).map(([name, value]) => [name, plainOf(value)])),
  );
  assert.deepEqual(plain, within({ from, to }).map(flat));
});

function plainOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.getTime() : (value ?? null);
}

visitTest(
  "after the view was moved or narrowed the file is of what is seen then",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m");
    await untilShown(page, "AMZN", { bars: AMZN.length });
    const before = await download(page, "CSV");
    await page.keyboard.press("Escape");
    const box = (await page.getByTestId("chart").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
    for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -240);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 3, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(500);
    const after = await download(page, "CSV");
    const rows = parseCsv(await readFile(after.file, "utf8"));
    assert.deepEqual(rows, within(after).map(flat));
    const span = ({ from, to }: { from: number; to: number }) => within({ from, to }).length;
    assert.ok(
      span(after) > 0 && span(after) < span(before),
      `${span(before)} bars before, ${span(after)} after`,
    );
    assert.ok(after.to <= AMZN.at(-1)!.window_start + MINUTE);
  },
);
