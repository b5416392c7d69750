/** A wall clock that is this far ahead is believed: the machine slept, or its clock was set. */
const JUMP_MS = 1_000;

/**
 * Received time: the wall clock when this was made, plus the monotonic time since. Whole ms that never go back
 * while the process lives, whatever is done to the machine's clock. The monotonic clock stands still while the machine
 * sleeps, so received time jumps forward when the wall clock is ahead: otherwise all ticks would come from the future.
 */
export function createReceivedClock(
  wall = () => Date.now(),
  monotonic = () => performance.now(),
): () => number {
  let offset = wall() - monotonic();
  return () => {
    const now = wall();
    if (now - (offset + monotonic()) > JUMP_MS) offset = now - monotonic();
    return Math.floor(offset + monotonic());
  };
}
