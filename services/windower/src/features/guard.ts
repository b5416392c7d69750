import type { Log } from "@market/runtime";
import type { CustomFeature } from "@market/windowing";
import type { WindowerMetrics } from "../metrics.ts";

/** A feature that takes longer than this for one window is said to be slow: a thousand tickers would wait 10 s for it. */
const SLOW_MS = 10;
/** The log names a feature this often at most; the metrics count every time. */
const NAMED_EVERY_MS = 60_000;

/**
 * Features of the user's own as the windowing wants them: one that throws, or returns what is no finite number, is null
 * and counted by name; a slow one is counted and named. None is ever skipped: a replay must give what the live run gave.
 */
export function guard(
  features: readonly CustomFeature[],
  metrics: WindowerMetrics,
  log: Log,
): CustomFeature[] {
  const namedAt = new Map<string, number>();
  const name = (feature: string, problem: string, detail: object) => {
    const key = `${feature} ${problem}`;
    const now = performance.now();
    if (now - (namedAt.get(key) ?? Number.NEGATIVE_INFINITY) < NAMED_EVERY_MS) return;
    namedAt.set(key, now);
    log.warn({ feature, ...detail }, `a custom feature ${problem}`);
  };
  const failed = (feature: string, reason: "threw" | "value", detail: object) => {
    metrics.customFailures.inc({ feature, reason });
    name(
      feature,
      reason === "threw" ? "threw, and is null" : "returned no finite number, and is null",
      detail,
    );
    return null;
  };
  return features.map(feature => ({
    name: feature.name,
    of: ticks => {
      const startedAt = performance.now();
      try {
        const value: unknown = feature.of(ticks);
        if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
        return failed(feature.name, "value", { value: String(value) });
      } catch (error) {
        return failed(feature.name, "threw", { error: String(error) });
      } finally {
        const ms = performance.now() - startedAt;
        if (ms > SLOW_MS) {
          metrics.customSlow.inc({ feature: feature.name });
          name(feature.name, "is slow", { ms: Math.round(ms), ticks: ticks.length, ticker: ticks.ticker });
        }
      }
    },
  }));
}
