import type { Features } from "@market/windowing";
import { eventually } from "../e2e/eventually.ts";
import type { Page } from "./chromium.ts";

/** A bar as the chart has it; a volume that is not known is not drawn. */
export interface ShownBar {
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
}

interface Point {
  /** In seconds, as the library counts. */
  readonly time: number;
  readonly value?: number | null;
}

type ChartBar = Omit<ShownBar, "start" | "volume"> & {
  readonly time: number;
  readonly volume?: number | null;
};

/** What the page gives to those who want to look at the chart's own data. */
interface Chart {
  bars(): ChartBar[];
  lines(): Record<string, Point[]>;
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

const msOf = (seconds: number) => Math.round(seconds * 1_000);

/** What the chart says it shows: data-ticker, data-window, data-bars, data-last-start, data-last-close. */
export async function chartState(page: Page): Promise<Readonly<Record<string, string | undefined>>> {
  return await page.getByTestId("chart").evaluate((chart: Chart) => ({ ...chart.dataset }));
}

/** The bars of the chart, read back from its series. */
export async function shownBars(page: Page): Promise<ShownBar[]> {
  const drawn = await page.getByTestId("chart").evaluate((chart: Chart) => chart.bars());
  // A time without a bar is drawn as a hole.
  return drawn
    .filter(({ open }) => open !== undefined)
    .map(({ time, open, high, low, close, volume }) => ({
      ...{ start: msOf(time), open, high, low, close },
      volume: volume ?? null,
    }));
}

/** The points of the statistics' lines, by statistic; null where the line is broken. */
export async function shownLines(
  page: Page,
): Promise<Record<string, { start: number; value: number | null }[]>> {
  const drawn = await page.getByTestId("chart").evaluate((chart: Chart) => chart.lines());
  const entries = Object.entries(drawn).map(([name, points]) => [
    name,
    points.map(({ time, value }) => ({ start: msOf(time), value: value ?? null })),
  ]);
  return Object.fromEntries(entries);
}

/** What is to be shown of records. */
export function barsOf(records: readonly Features[]): ShownBar[] {
  return records
    .map(({ window_start, open, high, low, close, volume }) => ({
      ...{ start: window_start, open, high, low, close, volume },
    }))
    .sort((a, b) => a.start - b.start);
}

export function lineOf(records: readonly Features[], name: keyof Features) {
  return records
    .map(each => ({ start: each.window_start, value: each[name] as number | null }))
    .sort((a, b) => a.start - b.start);
}

/** Waits until the chart shows that many bars of a ticker, or any number; in the window if one is named. */
export async function untilShown(
  page: Page,
  ticker: string,
  wanted: { window?: string; bars?: number; lastStart?: number } = {},
  limitMs = 30_000,
): Promise<void> {
  const { window, bars, lastStart } = wanted;
  let seen: Awaited<ReturnType<typeof chartState>> = {};
  const isShown = async () => {
    seen = await chartState(page);
    if (seen.ticker !== ticker || (window !== undefined && seen.window !== window)) return undefined;
    if (lastStart !== undefined && seen.lastStart !== String(lastStart)) return undefined;
    return (bars === undefined ? Number(seen.bars) > 0 : seen.bars === String(bars)) || undefined;
  };
  const what = `the chart shows ${JSON.stringify({ ticker, ...wanted })}`;
  await eventually(what, isShown, limitMs).catch(error => {
    throw new Error(`${error.message}; seen: ${JSON.stringify(seen)}`);
  });
}

/** The words of the state line. */
async function pipelineText(page: Page): Promise<string> {
  return (await page.getByRole("status", { name: "Pipeline" }).textContent()) ?? "";
}

/** Waits until the state line says something like this; resolves to all it says. */
export async function untilPipeline(page: Page, says: RegExp, limitMs = 30_000): Promise<string> {
  let seen = "";
  const doesSay = async () => {
    seen = await pipelineText(page);
    return says.test(seen) ? seen : undefined;
  };
  return await eventually(`the state line says ${says}`, doesSay, limitMs).catch(error => {
    throw new Error(`${error.message}; seen: ${seen}`);
  });
}

export function row(page: Page, ticker: string) {
  return page.getByRole("listbox", { name: "Tickers" }).locator(`[data-ticker=${quoted(ticker)}]`);
}

/** As a string of CSS, whatever is in it. */
function quoted(text: string): string {
  const escaped = text.replaceAll(/[^A-Za-z0-9]/gu, each => `\\${each.codePointAt(0)!.toString(16)} `);
  return `"${escaped}"`;
}

export function windowButton(page: Page, window: string) {
  return page.getByRole("radiogroup", { name: "Window" }).getByRole("radio", { name: window, exact: true });
}
