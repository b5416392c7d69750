import { hash } from "./random.ts";

/** What does not change about a ticker: how Yahoo labels it, and how its walk starts and moves. */
export interface Instrument {
  readonly kind: "crypto" | "currency" | "equity";
  readonly exchange: string;
  readonly quoteType: number;
  readonly priceHint: number;
  /** Decimals of the price before single precision: FX shows more of them than its price hint. */
  readonly decimals: number;
  readonly startPrice: number;
  /** Relative standard deviation of one step. */
  readonly volatility: number;
}

/** Prices seen on the wire, so that a demo looks familiar; every other ticker gets one from its name. */
const START_PRICES: ReadonlyMap<string, number> = new Map([
  ["AAPL", 307.2],
  ["AMZN", 184.61],
  ["MSFT", 416.84],
  ["TSLA", 407.48],
  ["BTC-USD", 112_737.77],
  ["ETH-USD", 4_050.12],
  ["EURUSD=X", 1.15327],
  ["JPY=X", 159.355],
]);

const NASDAQ = new Set(["AAPL", "AMZN", "MSFT", "TSLA"]);

export function instrumentOf(ticker: string): Instrument {
  const startPrice = START_PRICES.get(ticker) ?? inventPrice(ticker);
  if (ticker.endsWith("-USD")) {
    const volatility = 1e-4;
    return {
      kind: "crypto",
      exchange: "CCC",
      quoteType: 41,
      priceHint: 2,
      decimals: 2,
      startPrice,
      volatility,
    };
  }
  if (ticker.endsWith("=X")) {
    const volatility = 3e-5;
    return {
      kind: "currency",
      exchange: "CCY",
      quoteType: 14,
      priceHint: 4,
      decimals: 5,
      startPrice,
      volatility,
    };
  }
  const exchange = NASDAQ.has(ticker) || hash(ticker) % 2 === 0 ? "NMS" : "NYQ";
  return {
    kind: "equity",
    exchange,
    quoteType: 8,
    priceHint: 2,
    decimals: 2,
    startPrice,
    volatility: 1.5e-4,
  };
}

/** From 10 to 500: cheap enough to show float32 noise, dear enough for a cent to be small. */
function inventPrice(ticker: string): number {
  return 10 + (hash(`price of ${ticker}`) % 49_001) / 100;
}
