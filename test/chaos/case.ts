import type { Topics } from "../e2e/topics.ts";
import type { Fleet } from "./fleet.ts";
import type { Arrivals } from "./follow.ts";
import type { Strike } from "./strike.ts";

/** A run that is over: the feed has stopped, the ingestor has ended and the windowers are at work still. */
export interface Case {
  readonly fleet: Fleet;
  readonly topics: Topics;
  readonly strikes: readonly Strike[];
  readonly arrivals: Arrivals;
  /** Features came out of every partition after the last fault. */
  readonly isCalm: boolean;
  readonly sent: number;
  readonly fedMs: number;
  readonly say: (line: string) => void;
  readonly keep: boolean;
}
