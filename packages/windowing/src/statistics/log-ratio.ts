/**
 * ln(a / b) of two positive numbers to within a few rounding errors, however close or far apart they are.
 *
 * The plain formula loses digits where a and b are close, since the quotient is rounded next to 1 (all of them where
 * they differ in the 16th digit), and overflows where they are far apart. a - b is exact within a factor of two.
 */
export function logRatio(a: number, b: number): number {
  if (a === b) return 0;
  const change = (a - b) / b;
  return Math.abs(change) <= 0.5 ? Math.log1p(change) : Math.log(a) - Math.log(b);
}
