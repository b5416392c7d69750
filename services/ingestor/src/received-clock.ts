/**
 * Received time: the wall clock when this was made, plus the monotonic time since. Whole ms that never go back
 * while the process lives, whatever is done to the machine's clock.
 */
export function createReceivedClock(): () => number {
  const startedAt = Date.now();
  const startedMonotonic = performance.now();
  return () => Math.floor(startedAt + (performance.now() - startedMonotonic));
}
