import assert from "node:assert/strict";
import { bar, bars, lastMinute, MINUTE } from "./market.ts";
import {
  barsOf,
  chartState,
  lineOf,
  row,
  shownBars,
  shownLines,
  untilPipeline,
  untilShown,
} from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();
const AMZN = bars("AMZN", 60, END);
const SLIDING = bars("AMZN", 20, END, { window: "5m/1m" });
const SESSIONS = [0, 90_250, 180_500].map(after =>
  bar({
    ticker: "AMZN",
    window: "session:30s",
    window_start: END - 300_000 + after,
    window_end: END - 220_000 + after,
  }),
);
const MSFT = bars("MSFT", 45, END);

const site = useSite(async topic => {
  await topic.write([...AMZN.slice(0, 30), ...SLIDING]);
  // Where they were read, one would take the place of a bar, one would come behind the last, and one make a ticker.
  await topic.writeAndAbort([
    { ...AMZN[10]!, close: 9_999, high: 9_999 },
    bar({ ticker: "AMZN", window_start: END, close: 9_999, high: 9_999 }),
    bar({ ticker: "GIVEN-UP", window_start: END }),
  ]);
  await topic.write([...AMZN.slice(30), ...SESSIONS]);
  await topic.write(MSFT, "protobuf");
});

visitTest(
  "the candles, the volumes and a statistic's line are the committed records of the topic",
  site,
  async visit => {
    const { page } = visit;
    await visit.open("?ticker=AMZN&window=1m&lines=vwap");
    await untilShown(page, "AMZN", { window: "1m", bars: AMZN.length });
    assert.deepEqual(await shownBars(page), barsOf(AMZN));
    assert.deepEqual(await shownLines(page), { vwap: lineOf(AMZN, "vwap") });
    const { lastStart, lastClose } = await chartState(page);
    assert.deepEqual([Number(lastStart), Number(lastClose)], [AMZN.at(-1)!.window_start, AMZN.at(-1)!.close]);
    assert.equal(await row(page, "GIVEN-UP").count(), 0);
    assert.equal(await row(page, "MSFT").count(), 1);
  },
);

visitTest("records written as Protobuf show the same figures", site, async visit => {
  const { page } = visit;
  await visit.open("?ticker=MSFT&window=1m&lines=std,quantile_95");
  await untilShown(page, "MSFT", { bars: MSFT.length });
  assert.deepEqual(await shownBars(page), barsOf(MSFT));
  assert.deepEqual(await shownLines(page), {
    std: lineOf(MSFT, "std"),
    quantile_95: lineOf(MSFT, "quantile_95"),
  });
});

visitTest(
  "sliding windows and sessions are drawn where they start, to the millisecond",
  site,
  async visit => {
    const { page } = visit;
    await visit.open("?ticker=AMZN&window=5m/1m");
    await untilShown(page, "AMZN", { window: "5m/1m", bars: SLIDING.length });
    assert.deepEqual(await shownBars(page), barsOf(SLIDING));
    await visit.open("?ticker=AMZN&window=session:30s");
    await untilShown(page, "AMZN", { window: "session:30s", bars: SESSIONS.length });
    assert.deepEqual(await shownBars(page), barsOf(SESSIONS));
  },
);

visitTest(
  "records that are written while the page is open appear in the chart, its lines and the watchlist",
  site,
  async visit => {
    const { page } = visit;
    const [first, second] = [0, 1].map(i => bar({ ticker: "LIVE", window_start: END + i * MINUTE })) as [
      ReturnType<typeof bar>,
      ReturnType<typeof bar>,
    ];
    await visit.open("?ticker=AMZN&window=1m&lines=vwap");
    await untilPipeline(page, /live/);
    await site.topic.write([first]);
    await row(page, "LIVE").click();
    await untilShown(page, "LIVE", { bars: 1 });
    await site.topic.writeAndAbort([{ ...second, close: 9_999, high: 9_999 }]);
    await site.topic.write([second]);
    await untilShown(page, "LIVE", { bars: 2, lastStart: second.window_start });
    assert.deepEqual(await shownBars(page), barsOf([first, second]));
    assert.deepEqual(await shownLines(page), { vwap: lineOf([first, second], "vwap") });
    assert.match((await row(page, "LIVE").textContent())!, new RegExp(second.close.toFixed(2)));
  },
);

visitTest(
  "a record that is there again, with other figures, takes the place of the first",
  site,
  async visit => {
    const { page } = visit;
    const first = bar({ ticker: "AGAIN", window_start: END });
    await site.topic.write([first]);
    await visit.open("?ticker=AGAIN&window=1m");
    await untilShown(page, "AGAIN", { bars: 1 });
    const second = { ...first, close: first.close + 5, high: first.high + 5, volume: 77 };
    await site.topic.write([second]);
    await page.locator(`[data-testid=chart][data-last-close="${second.close}"]`).waitFor();
    assert.deepEqual(await shownBars(page), barsOf([second]));
  },
);
