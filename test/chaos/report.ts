import { type Comparison, DIFFERENCES } from "./compare.ts";
import type { Outcome } from "./judge.ts";
import { median, type Outage } from "./outage.ts";

const SHOWN_MAX = 3;
const NAME_WIDTH = 34;

/** The table at the end of a run. */
export function report(outcome: Outcome): string[] {
  const { features, late, dead, tasks } = outcome;
  return [
    "",
    row("feed, minutes", (outcome.fedMs / 60_000).toFixed(1)),
    row("ticks sent to an ingestor", outcome.sent),
    row("records in the ticks topic", outcome.records),
    row("faults", outcome.strikes.length),
    "",
    ...comparisonRows({ features, "late ticks": late, "dead letters": dead }),
    "",
    row("tasks live", tasks.live),
    row("recoveries after an error", tasks.failed),
    row("partitions taken from the living", tasks.taken),
    row("retained tasks reloaded", tasks.retainedReloaded),
    row("the same, broker or own pause", tasks.reloadedAfterFault),
    row("compared in, seconds", (outcome.comparedMs / 1_000).toFixed(1)),
    "",
    ...outageRows(outcome.outages),
    "",
    ...outcome.badEnds.map(each => `ended badly: ${each}`),
    ...(outcome.isCalm ? [] : ["some partition had no output after the last fault"]),
    ...(outcome.isDrained ? [] : ["the log was not folded and committed to its end"]),
    ...examples({ features, "late ticks": late, "dead letters": dead }),
    ...(outcome.evidence === undefined ? [] : [`everything about it is in ${outcome.evidence}`]),
    outcome.holds ? "exactly once: held" : "exactly once: BROKEN",
  ];
}

function row(name: string, value: number | string): string {
  return `${name.padEnd(NAME_WIDTH)}${String(value).padStart(10)}`;
}

type Comparisons = Readonly<Record<string, Comparison>>;

function comparisonRows(comparisons: Comparisons): string[] {
  const columns = ["expected", "published", ...DIFFERENCES] as const;
  const cells = (values: readonly (string | number)[]) =>
    values.map(value => String(value).padStart(12)).join("");
  return [
    `${"".padEnd(14)}${cells(columns)}`,
    ...Object.entries(comparisons).map(([name, comparison]) => {
      const counts = DIFFERENCES.map(kind => comparison[kind].length);
      return `${name.padEnd(14)}${cells([comparison.expected, comparison.published, ...counts])}`;
    }),
  ];
}

function examples(comparisons: Comparisons): string[] {
  return Object.entries(comparisons).flatMap(([name, comparison]) =>
    DIFFERENCES.filter(kind => comparison[kind].length > 0).map(
      kind => `${kind} ${name}: ${comparison[kind].slice(0, SHOWN_MAX).join(", ")}`,
    ),
  );
}

function outageRows(outages: readonly Outage[]): string[] {
  const heads = ["faults", "process away", "hit partitions", "other partitions", "back to work"];
  return [
    "seconds from a fault to the next features of a partition, and until all the victim's tasks were live: median / worst",
    `${"".padEnd(18)}${heads.map(head => head.padStart(18)).join("")}`,
    ...outages.map(({ kind, faults, away, own, others, backToWork }) => {
      const cells = [String(faults), span(away), span(own), span(others), span(backToWork)];
      return `${kind.padEnd(18)}${cells.map(cell => cell.padStart(18)).join("")}`;
    }),
  ];
}

function span(values: readonly number[]): string {
  if (values.length === 0) return "-";
  const seconds = (ms: number) => (Number.isFinite(ms) ? (ms / 1_000).toFixed(1) : "never");
  return `${seconds(median(values))} / ${seconds(Math.max(...values))}`;
}
