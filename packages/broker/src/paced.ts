/** Often enough to see that something is going on, seldom enough for a log. */
const PACE_MS = 2_000;

/** Lets through one line in two seconds; the others are never put together. */
export function paced(progress: (line: string) => void): (line: () => string) => void {
  let lastAt = performance.now();
  return line => {
    const now = performance.now();
    if (now - lastAt < PACE_MS) return;
    lastAt = now;
    progress(line());
  };
}
