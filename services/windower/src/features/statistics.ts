import type { Env } from "@market/runtime";
import { FIELDS, type StatisticName } from "@market/windowing";

/** Reads FEATURES: all, or the statistics to publish, by commas. The others are null; the base fields are always there. */
export function readStatistics(env: Env): ReadonlySet<StatisticName> | undefined {
  const names = env.list("FEATURES", "all");
  if (names.length === 1 && names[0] === "all") return undefined;
  const unknown = names.filter(name => !isStatistic(name));
  if (unknown.length > 0 || names.length === 0) {
    env.fault(
      "FEATURES",
      `all, or names by commas of ${Object.keys(FIELDS).join(" ")} (not ${unknown.join(" ")})`,
    );
  }
  return new Set(names.filter(isStatistic));
}

function isStatistic(name: string): name is StatisticName {
  return Object.hasOwn(FIELDS, name);
}
