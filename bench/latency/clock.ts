/** The wall clock in ms, with fractions: what other processes' times are compared with. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
