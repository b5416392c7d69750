import { Refused } from "./fetches.ts";

const FIRST_MS = 400;
const LONGEST_MS = 10_000;

/** How long to wait before the nth try after a failure: growing, and never the same for all pages that lost one server. */
export function pauseMs(failures: number): number {
  return Math.min(FIRST_MS * 1.8 ** (failures - 1), LONGEST_MS) * (0.75 + Math.random() / 2);
}

/** Does it until it works, with growing pauses. Throws when `signal` aborts, and where asking again cannot help. */
export async function untilItWorks<Result>(
  attempt: () => Promise<Result>,
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Promise<Result> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || (error instanceof Refused && error.isFinal)) throw error;
      failed(error);
      await pause(pauseMs(failures), signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, stopped) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      stopped(signal.reason);
    });
  });
}
