const STEP_MS = 200;
const MAX_MS = 2_000;

/** How long to wait after so many failures in a row: the first retry comes at once. */
export function retryMs(failures: number): number {
  return Math.min(MAX_MS, failures * STEP_MS);
}
