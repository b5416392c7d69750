import type { Page } from "../../test/browser/chromium.ts";
import { percentile } from "../median.ts";

/** How the frames of a page came while something was done with it. Times are ms. */
export interface Frames {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Of 1: frames that came later than the next possible one at 60 a second, and than the one after it. */
  readonly over16: number;
  readonly over33: number;
  /** Tasks over 50 ms, and the longest of them. */
  readonly longTasks: number;
  readonly longest: number;
}

const FRAME_MS = 1_000 / 60;
/** Frames do not come to the microsecond. */
const LEEWAY_MS = 1;

/** Starts to take down in the page when each frame begins, and which tasks are long. */
const START = `(() => {
  const taken = { frames: [], tasks: [], isOver: false };
  const frame = time => {
    taken.frames.push(time);
    if (!taken.isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  taken.observer = new PerformanceObserver(list => taken.tasks.push(...list.getEntries().map(each => each.duration)));
  taken.observer.observe({ type: "longtask" });
  globalThis.taken = taken;
})()`;

const STOP = `(() => {
  const { frames, tasks, observer } = taken;
  taken.isOver = true;
  tasks.push(...observer.takeRecords().map(each => each.duration));
  observer.disconnect();
  return { frames, tasks };
})()`;

/** The frames of a page while `act` does something with it. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(START);
  await act();
  const { frames, tasks } = await page.evaluate<{ frames: number[]; tasks: number[] }>(STOP);
  const times = frames.slice(1).map((time, i) => time - frames[i]!);
  const sorted = times.toSorted((a, b) => a - b);
  const over = (ms: number) => times.filter(time => time > ms + LEEWAY_MS).length / times.length;
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    over16: over(FRAME_MS),
    over33: over(2 * FRAME_MS),
    longTasks: tasks.length,
    longest: Math.max(0, ...tasks),
  };
}
