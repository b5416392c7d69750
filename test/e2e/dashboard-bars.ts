import assert from "node:assert/strict";
import { columnsOf } from "@market/tables";
import type { Features } from "@market/windowing";
import { minute } from "../dashboard/feed-records.ts";
import type { Dashboard } from "./dashboard.ts";

/** The records of each ticker and window, oldest first. */
function bySeries(records: readonly Features[]): Map<string, Features[]> {
  const sorted = records.toSorted((a, b) => a.window_start - b.window_start);
  return Map.groupBy(sorted, ({ ticker, window }) => `${ticker} ${window}`);
}

/** Fails unless the server's answers hold exactly these records, field by field, the user's own features `custom` among them. */
export async function assertServed(
  dashboard: Dashboard,
  records: readonly Features[],
  custom: readonly string[],
): Promise<void> {
  const all = bySeries(records);
  const { windows } = await dashboard.market();
  let found = 0;
  for (const { window, tickers: count } of windows) {
    const { tickers } = await dashboard.market(window);
    assert.equal(tickers.length, count);
    for (const { ticker, bars, first, last, spark } of tickers) {
      const expected = all.get(`${ticker} ${window}`);
      assert.ok(expected, `${ticker} ${window} is not on the topic`);
      found++;
      assert.equal(bars, expected.length);
      assert.equal(first.window_start, expected[0]!.window_start);
      assert.equal(first.open, expected[0]!.open);
      for (const [name, value] of Object.entries(last))
        assert.equal(value, expected.at(-1)![name as keyof Features], name);
      assert.equal(spark.at(-1), expected.at(-1)!.close);
      await assertBars(dashboard, expected, custom);
    }
  }
  assert.equal(found, all.size);
}

/** Fails unless the bars of one ticker and window are these records. */
export async function assertBars(
  dashboard: Dashboard,
  expected: readonly Features[],
  custom: readonly string[] = [],
): Promise<void> {
  const { ticker, window } = expected[0]!;
  const { columns } = await dashboard.bars(ticker, window);
  for (const { name, of } of columnsOf(custom)) {
    if (name === "ticker" || name === "window") continue;
    assert.deepEqual(columns[name], expected.map(of), `${name} of ${ticker} ${window}`);
  }
}

/** Of one of its metrics without labels. */
export async function value(service: Dashboard["service"], name: string): Promise<number> {
  return (await service.metric(name)).get("")!;
}

export const held = ({ service }: Dashboard) => value(service, "dashboard_bars_held");
export const taken = ({ service }: Dashboard) => value(service, "dashboard_bars_total");

/** A bar that is so many minutes later than the first one. */
export function shifted(minutes: number, changes: Partial<Features> = {}): Features {
  const { window_start, window_end } = minute();
  const by = minutes * 60_000;
  return minute({
    window_start: window_start + by,
    window_end: window_end + by,
    close: 184 + minutes,
    ...changes,
  });
}
