/**
 * The shortest decimal that rounds to the single-precision number x: 184.61 for 184.61000061035156.
 * Nine significant digits identify every float32, so the loop always ends with a value.
 */
export function shortestDecimal(x: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(x.toPrecision(digits));
    if (Math.fround(shorter) === x) return shorter;
  }
  return Number(x.toPrecision(9));
}
