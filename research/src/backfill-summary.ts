import type { WindowerMetrics } from "@market/windower";
import type { BackfillOptions } from "./backfill-arguments.ts";
import type { Fold } from "./fold.ts";
import { count, duration, grouped } from "./progress.ts";

/** What became of every line. */
export async function summarize(
  fold: Fold,
  metrics: WindowerMetrics,
  { out, late }: BackfillOptions,
  elapsedMs: number,
): Promise<string> {
  const lines = [...fold.results.values()].reduce((sum, n) => sum + n, 0);
  const taken = ["tick", "snapshot", "repeat"] as const;
  const refused = [...fold.results].filter(([result]) => !taken.some(each => each === result));
  const refusals = refused.reduce((sum, [, n]) => sum + n, 0);
  const reasons = refused.map(([reason, n]) => `${reason} ${grouped(n)}`).join(", ");
  const at = (result: (typeof taken)[number]) => fold.results.get(result) ?? 0;
  const verdicts = [...fold.verdicts].map(([verdict, n]) => `${verdict} ${grouped(n)}`).join(", ");
  const text = [
    `${count(lines, "line")}: ${count(fold.ticks, "tick")}, ${count(at("repeat"), "repeat")}, ${grouped(refusals)} refused${reasons && ` (${reasons})`}`,
    `ticks: ${verdicts || "none"}`,
    `${count(fold.late, "tick")} late for at least one window${late === undefined ? "" : `, in ${late}`}`,
    `${count(fold.features, "features record")} of ${count(fold.tickers.size, "ticker")}${out === undefined ? "" : `, in ${out}`}`,
    `${duration(elapsedMs)}, ${grouped((fold.ticks * 1_000) / elapsedMs)} ticks/s`,
  ];
  for (const { labels, value } of (await metrics.customFailures.get()).values)
    text.push(`custom feature ${labels.feature} is null in ${count(value, "window")} (${labels.reason})`);
  return text.map(line => `${line}\n`).join("");
}
