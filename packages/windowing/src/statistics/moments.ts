import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

/**
 * Sample moments of the ticks' prices. Deviations from the open are taken first and divided by the price range, so
 * that powers neither overflow nor lose the digits in which the prices differ. The skewness's sum of cubes and the
 * kurtosis's difference from 3 cancel: their error is relative to the sum of the magnitudes.
 */
export const moments: Statistics<"std" | "skewness" | "kurtosis"> = {
  fields: {
    std: {
      unit: "price",
      formula: "sqrt(sum (p_i - mean)^2 / (n - 1))",
      nullWhen: "fewer than 2 ticks",
      reference: "the sample standard deviation (pandas std, ddof 1)",
    },
    skewness: {
      unit: "1",
      formula: "G1 = sqrt(n (n - 1)) / (n - 2) * m3 / m2^1.5, m_k = sum (p_i - mean)^k / n",
      nullWhen: "fewer than 3 ticks, or all prices the same",
      reference: "Joanes & Gill 1998 (pandas skew, which gives 0 where all prices are the same)",
    },
    kurtosis: {
      unit: "1",
      formula:
        "excess, G2 = (n - 1) / ((n - 2) (n - 3)) * ((n + 1) (m4 / m2^2 - 3) + 6), m_k = sum (p_i - mean)^k / n",
      nullWhen: "fewer than 4 ticks, or all prices the same",
      reference: "Joanes & Gill 1998 (pandas kurt, which gives 0 where all prices are the same)",
    },
  },
  compute({ columns: { price, length: n }, prices: { open, low, high } }, into) {
    into.skewness = null;
    into.kurtosis = null;
    into.std = n < 2 ? null : 0;
    if (n < 2 || low === high) return;

    const range = high - low;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (price[i]! - open) / range;
    const mean = sum / n;
    let squares = 0;
    let cubes = 0;
    let fourths = 0;
    for (let i = 0; i < n; i++) {
      const deviation = (price[i]! - open) / range - mean;
      const square = deviation * deviation;
      squares += square;
      cubes += square * deviation;
      fourths += square * square;
    }
    into.std = finite(range * Math.sqrt(squares / (n - 1)));
    if (n >= 3) into.skewness = finite(skewnessOf(n, squares / n, cubes / n));
    if (n >= 4) into.kurtosis = finite(kurtosisOf(n, squares / n, fourths / n));
  },
};

function skewnessOf(n: number, m2: number, m3: number): number {
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * m3) / (m2 * Math.sqrt(m2));
}

function kurtosisOf(n: number, m2: number, m4: number): number {
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (m4 / (m2 * m2) - 3) + 6);
}
