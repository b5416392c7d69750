/** Time as the shell sees it; a simulation puts its own in its place. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Calls back once, after `ms`; what it returns calls that off. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export async function sleep(clock: Clock, ms: number): Promise<void> {
  await new Promise<void>(resolve => {
    clock.after(ms, resolve);
  });
}
