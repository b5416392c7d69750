import type { Panel } from "./panel.ts";

/** A row of the dashboard. */
export interface Question {
  readonly question: string;
  readonly panels: readonly Panel[];
}
