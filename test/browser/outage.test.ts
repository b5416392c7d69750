import assert from "node:assert/strict";
import { after, before } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { eventually } from "../e2e/eventually.ts";
import { Line } from "./line.ts";
import { bar, bars, lastMinute, MINUTE } from "./market.ts";
import { barsOf, lineOf, shownBars, shownLines, untilPipeline, untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

const END = lastMinute();
const BEFORE = bars("AMZN", 20, END);
/** What Chromium says by itself of requests that fail. */
const FAILED = /Failed to load resource: (net::ERR_|the server responded with a status of 503)/;
const LIVE = /live/;
const NOT_LIVE = /^(?!.*live)/s;

const site = useSite(topic => topic.write(BEFORE));
const written = [...BEFORE];

/** The next minute's bar. */
async function writeOne(): Promise<void> {
  const next = bar({ ticker: "AMZN", window_start: END + (written.length - BEFORE.length) * MINUTE });
  await site.topic.write([next]);
  written.push(next);
}

visitTest(
  "a server that was killed and is back shows what was written meanwhile, without a reload",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m&lines=vwap");
    await untilShown(page, "AMZN", { bars: written.length });
    await untilPipeline(page, LIVE);
    await page.evaluate("globalThis.isSamePage = true");
    for (let kills = 0; kills < 2; kills++) {
      await site.stop("SIGKILL");
      await untilPipeline(page, NOT_LIVE);
      await writeOne();
      await site.start();
      await untilShown(page, "AMZN", { bars: written.length }, 30_000);
      await untilPipeline(page, LIVE);
      assert.deepEqual(await shownBars(page), barsOf(written));
    }
    // And what comes then is followed again.
    await writeOne();
    await untilShown(page, "AMZN", { bars: written.length });
    assert.equal(await page.evaluate("globalThis.isSamePage"), true);
  },
  { allowed: FAILED },
);

let line: Line;
before(async () => {
  line = await Line.open(() => Number(new URL(site.origin).port));
});
after(() => line.close());

visitTest(
  "after a moment without a network nothing is missing",
  site,
  async ({ page, context, open }) => {
    await open("?ticker=AMZN&window=1m&lines=vwap");
    await untilShown(page, "AMZN", { bars: written.length });
    await untilPipeline(page, LIVE);
    // Chromium leaves streams open that it has, whatever it is told of the network.
    line.cut();
    await context.setOffline(true);
    await writeOne();
    await writeOne();
    await untilPipeline(page, NOT_LIVE);
    assert.equal((await shownBars(page)).length, written.length - 2);
    line.mend();
    await context.setOffline(false);
    await untilShown(page, "AMZN", { bars: written.length });
    await writeOne();
    await untilShown(page, "AMZN", { bars: written.length });
    assert.deepEqual(await shownBars(page), barsOf(written));
    await eventually(
      "the line is whole",
      async () => {
        const { vwap } = await shownLines(page);
        return isDeepStrictEqual(vwap, lineOf(written, "vwap")) || undefined;
      },
      5_000,
    );
  },
  { allowed: FAILED, origin: () => line.origin },
);

visitTest(
  "a connection that goes dead without a word is noticed, and left",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m");
    await untilShown(page, "AMZN", { bars: written.length });
    await untilPipeline(page, LIVE);
    line.die();
    await writeOne();
    await untilPipeline(page, NOT_LIVE, 20_000);
    line.cut();
    line.mend();
    await untilShown(page, "AMZN", { bars: written.length });
    await untilPipeline(page, LIVE);
  },
  { allowed: FAILED, origin: () => line.origin },
);

visitTest(
  "a tab that was in the background shows all when it is looked at again",
  site,
  async ({ page, context, open }) => {
    await open("?ticker=AMZN&window=1m");
    await untilShown(page, "AMZN", { bars: written.length });
    const other = await context.newPage();
    await other.bringToFront();
    await writeOne();
    await page.bringToFront();
    await untilShown(page, "AMZN", { bars: written.length });
    assert.deepEqual(await shownBars(page), barsOf(written));
  },
);
