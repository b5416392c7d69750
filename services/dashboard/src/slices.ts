import { setImmediate as turn } from "node:timers/promises";

/** Requests are answered in between. */
const SLICE_MS = 10;
const SLICE_ITEMS = 32;

/** Goes through items in slices of some ms, each of which `done` ends before others have their turn. */
export async function inSlices<T>(
  items: Iterable<T>,
  each: (item: T) => void,
  done: () => void = () => undefined,
): Promise<void> {
  let until = performance.now() + SLICE_MS;
  let count = 0;
  for (const item of items) {
    each(item);
    if (++count % SLICE_ITEMS !== 0 || performance.now() < until) continue;
    done();
    await turn();
    until = performance.now() + SLICE_MS;
  }
  done();
}
