import { Frame, Market } from "@market/simulator";
import { encodePricing, type Pricing } from "@market/wire";

export interface Prepared {
  readonly pricing: Pricing;
  readonly frame: Frame;
}

/** More than the 64 ticks of a ticker among which the ingestor looks for repeats, so that the set can be sent over and over. */
const FRAMES_A_TICKER = 100;

export function tickersOf(count: number): string[] {
  return Array.from({ length: count }, (_, number) => `T${String(number).padStart(4, "0")}`);
}

/** Frames of a seeded market, each ticker in turn, as texts that are ready to be sent. */
export function prepareFrames(tickers: readonly string[]): Prepared[] {
  const market = new Market({ seed: 1, alwaysOpen: true });
  const now = Date.now();
  const prepared: Prepared[] = [];
  for (let round = 0; round < FRAMES_A_TICKER; round++) {
    for (const ticker of tickers) {
      const pricing = market.next(ticker, now);
      const frame = new Frame(Buffer.from(encodePricing(pricing)).toString("base64"));
      frame.text(2);
      prepared.push({ pricing, frame });
    }
  }
  return prepared;
}
