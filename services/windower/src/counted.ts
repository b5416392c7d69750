import type { Verdict } from "@market/windowing";
import type { DeadLetterReason } from "./record.ts";

/** What can become of a record of the ticks topic. */
type Result = Verdict | DeadLetterReason | "clock" | "gap_record";

/** What can happen to a record, and what can be published. */
export type Counted = Result | "late_record" | "features";

const RESULTS: Readonly<Record<Result, "used" | "dead">> = {
  folded: "used",
  duplicate: "used",
  late: "used",
  early: "used",
  snapshot: "used",
  clock: "used",
  gap_record: "used",
  future: "dead",
  undecodable: "dead",
  key: "dead",
  partition: "dead",
  gap: "dead",
};

export const COUNTED = Object.keys(RESULTS) as readonly Result[];

/** Those that become dead letters. */
export const DEAD: ReadonlySet<Counted> = new Set(COUNTED.filter(each => RESULTS[each] === "dead"));
