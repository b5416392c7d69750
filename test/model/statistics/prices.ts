import { Exact, exact, meanOf, square, sum, ZERO } from "./exact.ts";
import type { NaiveTick, NaiveWindow } from "./window.ts";

/** Where the prices lie, when, and how they are spread. */
export function priceStatistics({ ticks }: NaiveWindow) {
  const prices = ticks.map(tick => tick.price);
  const timeOf = (price: number) => exact(ticks.find(tick => tick.price === price)!.time);
  const { std, skewness, kurtosis } = moments(prices);
  return {
    high_time: timeOf(Math.max(...prices)),
    low_time: timeOf(Math.min(...prices)),
    median: quantile(prices, "0.5"),
    quantile_05: quantile(prices, "0.05"),
    quantile_25: quantile(prices, "0.25"),
    quantile_75: quantile(prices, "0.75"),
    quantile_95: quantile(prices, "0.95"),
    std,
    skewness,
    kurtosis,
    slope: slope(ticks),
    twap: twap(ticks),
  };
}

/** Type 7 of Hyndman & Fan (1996), as numpy and pandas have it by default. */
function quantile(prices: number[], q: string): Exact {
  const sorted = prices.toSorted((a, b) => a - b);
  const h = new Exact(q).times(sorted.length - 1);
  const below = h.floor().toNumber();
  const lower = exact(sorted[below]!);
  const upper = exact(sorted[below + 1] ?? sorted[below]!);
  return lower.plus(h.minus(below).times(upper.minus(lower)));
}

/** The standard deviation with n - 1, and G1 and G2 of Joanes & Gill (1998), as pandas has them. */
function moments(doubles: number[]) {
  const n = doubles.length;
  const prices = doubles.map(exact);
  const mean = meanOf(prices)!;
  const away = prices.map(price => price.minus(mean));
  const m2 = sum(away.map(square)).div(n);
  const m3 = sum(away.map(each => square(each).times(each))).div(n);
  const m4 = sum(away.map(each => square(square(each)))).div(n);
  const areSame = new Set(doubles).size === 1;
  return {
    std:
      n < 2
        ? null
        : m2
            .times(n)
            .div(n - 1)
            .sqrt(),
    skewness:
      n < 3 || areSame
        ? null
        : new Exact(n * (n - 1))
            .sqrt()
            .div(n - 2)
            .times(m3)
            .div(m2.times(m2.sqrt())),
    kurtosis:
      n < 4 || areSame
        ? null
        : new Exact(n - 1).div((n - 2) * (n - 3)).times(
            m4
              .div(square(m2))
              .minus(3)
              .times(n + 1)
              .plus(6),
          ),
  };
}

/** The ordinary least squares line of price on time, in price per second. */
function slope(ticks: NaiveTick[]): Exact | null {
  const seconds = ticks.map(tick => exact(tick.time).div(1000));
  const prices = ticks.map(tick => exact(tick.price));
  const meanSecond = meanOf(seconds)!;
  const meanPrice = meanOf(prices)!;
  const away = seconds.map(second => second.minus(meanSecond));
  const squares = sum(away.map(square));
  if (new Set(ticks.map(tick => tick.time)).size === 1) return null;
  return sum(away.map((each, i) => each.times(prices[i]!.minus(meanPrice)))).div(squares);
}

/** Each price by how long it stood, the last one not at all; the mean where no time went by. */
function twap(ticks: NaiveTick[]): Exact {
  const prices = ticks.map(tick => exact(tick.price));
  const span = ticks.at(-1)!.time - ticks[0]!.time;
  if (span === 0) return meanOf(prices)!;
  const stood = ticks.slice(1).map((next, i) => next.time - ticks[i]!.time);
  return stood.reduce((total, ms, i) => total.plus(prices[i]!.times(ms)), ZERO).div(span);
}
