import { byId, setData, setText } from "./dom.ts";
import { percent, price } from "./format.ts";
import type { Row } from "./rows.ts";
import type { Shown } from "./shown.ts";

/** The line above the chart, and the tab's title. */
export function writeHead(ticker: string, row: Row | undefined, decimals: number): void {
  setText(byId("ticker"), ticker);
  setText(byId("about"), [row?.exchange, row?.currency].filter(Boolean).join(" · "));
  const last = row ? price(row.last.close, decimals) : "";
  setText(byId("last"), last);
  const change = row ? (row.last.close - row.open) / row.open : 0;
  setText(byId("change"), row ? percent(change) : "");
  byId("change").className = change > 0 ? "up" : change < 0 ? "down" : "quiet";
  byId("change").title = "since the first bar held";
  const title = row ? `${ticker} ${last} · market-features` : "market-features";
  if (document.title !== title) document.title = title;
}

/** Says of the chart what is drawn, in words and for tests: a canvas says nothing of itself. */
export function mirror(container: HTMLElement, { ticker, window, bars }: Shown): void {
  const last = bars.at(-1);
  setData(container, "ticker", ticker);
  setData(container, "window", window);
  setData(container, "bars", String(bars.length));
  setData(container, "lastStart", String(last?.window_start ?? ""));
  setData(container, "lastClose", String(last?.close ?? ""));
  const label = last
    ? `Candles of ${ticker}, ${window}: ${bars.length} bars, last close ${last.close}`
    : "Chart";
  if (container.ariaLabel !== label) container.ariaLabel = label;
}
