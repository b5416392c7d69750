import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Market, newYorkTime, sessionAt } from "@market/simulator";
import { encodePricing, type Pricing } from "@market/wire";
import { fieldsOf } from "./client.ts";

const MONDAY = Date.parse("2026-09-14T04:00:00Z");
const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;

/** One ticker's week in New York, a step every `stepMs`, without the time its market is closed. */
function week(market: Market, ticker: string, stepMs = MINUTE_MS): Pricing[] {
  const pricings: Pricing[] = [];
  for (let now = MONDAY; now < MONDAY + WEEK_MINUTES * MINUTE_MS; now += stepMs) {
    if (market.isOpen(ticker, now)) pricings.push(market.next(ticker, now));
  }
  return pricings;
}

const dayOf = ({ time }: Pricing) => newYorkTime(time!).day;
const sessionOf = ({ time }: Pricing) => sessionAt(newYorkTime(time!));

describe("the market", () => {
  test("the same seed walks the same way, and another seed another way", () => {
    const walk = (seed: number) => week(new Market({ seed, alwaysOpen: false }), "AMZN");
    // As assert.deepEqual would take minutes to print how two weeks differ.
    assert.ok(isDeepStrictEqual(walk(7), walk(7)));
    assert.ok(!isDeepStrictEqual(walk(7), walk(8)));
  });

  test("a ticker's walk does not depend on which other tickers are asked for", () => {
    const alone = new Market({ seed: 7, alwaysOpen: true });
    const among = new Market({ seed: 7, alwaysOpen: true });
    for (let step = 0; step < 1_000; step++) {
      const now = MONDAY + step * 700;
      for (const other of ["MSFT", `T${step}`, "BTC-USD"]) among.next(other, now);
      assert.deepEqual(among.next("AMZN", now), alone.next("AMZN", now));
    }
  });

  test("what is generated survives the wire unchanged, so prices have single precision", () => {
    const market = new Market({ seed: 3, alwaysOpen: true });
    for (const ticker of ["AMZN", "BTC-USD", "EURUSD=X", "constructor"]) {
      for (let step = 0; step < 1_000; step++) {
        const pricing = market.next(ticker, MONDAY + step * 250);
        assert.deepEqual(fieldsOf(encodePricing(pricing)), pricing);
        assert.ok(pricing.price! > 0);
      }
    }
  });

  test("event times are whole seconds, so steps within a second tie", () => {
    const market = new Market({ seed: 3, alwaysOpen: true });
    const times = [0, 250, 999, 1_000].map(ms => market.next("AMZN", MONDAY + ms).time! - MONDAY);
    assert.deepEqual(times, [0, 0, 0, 1_000]);
  });

  test("day_volume only grows within a New York day's regular session, and starts over the next day", () => {
    for (let seed = 0; seed < 20; seed++) {
      const regular = week(new Market({ seed, alwaysOpen: false }), "AMZN").filter(
        pricing => sessionOf(pricing) === "regular",
      );
      assert.equal(new Set(regular.map(dayOf)).size, 5);
      for (const [index, pricing] of regular.entries()) {
        const previous = regular[index - 1];
        if (previous === undefined) continue;
        if (dayOf(previous) === dayOf(pricing)) assert.ok(pricing.day_volume! > previous.day_volume!);
        else assert.ok(pricing.day_volume! < previous.day_volume!);
      }
    }
  });

  test("an equity has no volume and no size outside the regular session, and names the session it is in", () => {
    const hours = { pre: 0, regular: 1, post: 2, overnight: 4, closed: -1 };
    const seen = new Set<string>();
    for (const pricing of week(new Market({ seed: 5, alwaysOpen: false }), "AVY")) {
      const session = sessionOf(pricing);
      seen.add(session);
      assert.equal(pricing.market_hours, hours[session]);
      assert.equal(pricing.quote_type, 8);
      assert.ok(pricing.exchange === "NMS" || pricing.exchange === "NYQ");
      assert.equal("day_volume" in pricing, session === "regular");
      if (session !== "regular") assert.ok(!("last_size" in pricing));
    }
    assert.deepEqual(seen, new Set(["overnight", "pre", "regular", "post"]));
  });

  test("a size is sent with some regular steps only, and a high or low only when it is new", () => {
    const market = new Market({ seed: 5, alwaysOpen: true });
    const pricings = Array.from({ length: 2_000 }, (_, step) => market.next("AMZN", MONDAY + step));
    const sizes = pricings.filter(pricing => pricing.last_size != null).length;
    assert.ok(sizes > 200 && sizes < 600, `${sizes} sizes`);
    const highs = pricings.flatMap(pricing => pricing.day_high ?? []);
    assert.ok(highs.length > 0 && highs.length < 500);
    assert.ok(highs.every((high, index) => index === 0 || high > highs[index - 1]!));
  });

  test("an always open market is in its regular session at weekends too, with one counter a New York day", () => {
    const pricings = week(new Market({ seed: 5, alwaysOpen: true }), "AMZN");
    assert.equal(pricings.length, WEEK_MINUTES);
    let resets = 0;
    for (const [index, pricing] of pricings.entries()) {
      assert.equal(pricing.market_hours, 1);
      const previous = pricings[index - 1];
      if (previous === undefined || pricing.day_volume! > previous.day_volume!) continue;
      assert.equal(dayOf(pricing), dayOf(previous) + 1);
      resets += 1;
    }
    assert.equal(resets, 6);
  });

  test("a counter first seen in the middle of a day has a past", () => {
    const noon = MONDAY + 12 * 60 * MINUTE_MS;
    const market = new Market({ seed: 5, alwaysOpen: false });
    assert.ok(market.next("AMZN", noon).day_volume! > 100_000);
  });

  test("crypto never closes and carries one rolling figure four times, which rises and falls", () => {
    const pricings = week(new Market({ seed: 5, alwaysOpen: false }), "BTC-USD");
    assert.equal(pricings.length, WEEK_MINUTES);
    let falls = 0;
    for (const [index, pricing] of pricings.entries()) {
      const { day_volume, vol_24hr, vol_all_currencies, last_size, exchange, currency } = pricing;
      assert.deepEqual([vol_24hr, vol_all_currencies, last_size], [day_volume, day_volume, day_volume]);
      assert.deepEqual([exchange, pricing.quote_type, pricing.market_hours, currency], ["CCC", 41, 1, "USD"]);
      assert.equal(Math.fround(day_volume!), day_volume);
      if (index > 0 && day_volume! < pricings[index - 1]!.day_volume!) falls += 1;
    }
    assert.ok(falls > WEEK_MINUTES / 4 && falls < (WEEK_MINUTES * 3) / 4, `${falls} falls`);
  });

  test("a currency pair has no volume and rests from Friday 17:00 to Sunday 17:00", () => {
    const pricings = week(new Market({ seed: 5, alwaysOpen: false }), "EURUSD=X");
    assert.equal(pricings.length, WEEK_MINUTES - 48 * 60);
    for (const pricing of pricings) {
      assert.deepEqual([pricing.exchange, pricing.quote_type, pricing.market_hours], ["CCY", 14, 1]);
      assert.ok(!("day_volume" in pricing) && !("last_size" in pricing));
    }
  });

  test("a price stays near its start however long the walk", () => {
    const market = new Market({ seed: 11, alwaysOpen: true });
    for (let step = 0; step < 1_500_000; step++) {
      const { price } = market.next("AMZN", MONDAY + step * 1_000);
      assert.ok(price! > 184.61 / 1.2 && price! < 184.61 * 1.2, `${price} after ${step} steps`);
    }
  });
});
