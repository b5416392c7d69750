import type { Clock } from "@market/runtime";

/** Waits for `done`, for `ms` at most, and for no good end: without a broker nothing can be ended properly. */
export async function within(clock: Clock, ms: number, done: Promise<unknown>): Promise<void> {
  await new Promise<void>(resolve => {
    const cancel = clock.after(ms, resolve);
    const end = () => {
      cancel();
      resolve();
    };
    done.then(end, end);
  });
}
