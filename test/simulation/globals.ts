import type { Random } from "./random.ts";
import type { Event, Timeline } from "./timeline.ts";

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: Date.now,
  random: Math.random,
};

/**
 * kafkajs takes time and chance from Node itself: while a run lasts, they are the run's. A timer belongs to the process
 * whose code sets it.
 */
export function replaceGlobals(timeline: Timeline, random: Random): () => void {
  const setTimeout = (run: () => void, ms = 0) => timeline.after(ms, timeline.current, run);
  const clearTimeout = (event: Event | undefined) => {
    if (event) event.isCancelled = true;
  };
  // Node's own return a Timeout; nothing in the code under test looks at it.
  Object.assign(globalThis, { setTimeout, clearTimeout });
  Date.now = () => timeline.now;
  Math.random = () => random.next();
  return () => {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    Date.now = real.now;
    Math.random = real.random;
  };
}
