import type { Question } from "../question.ts";
import { HERE } from "./query.ts";

export const behind: Question = {
  question: "How far behind?",
  panels: [
    {
      title: "Windower: records to the end of the log",
      description:
        "The worst partition of each replica. A few hundred at most while it keeps up. Lag tools show the span of the open windows instead.",
      unit: "short",
      width: 12,
      limit: 1000,
      queries: [{ expr: `max by (instance) (windower_lag_records{${HERE}})`, legend: "{{instance}}" }],
    },
    {
      title: "Ingestor: records the log has not acknowledged",
      description: "Grows while the broker is away. Ticks are dropped from 2.5 million or 200 MiB on.",
      unit: "short",
      width: 12,
      queries: [{ expr: `ingestor_queue_records{${HERE}}`, legend: "{{instance}}" }],
    },
  ],
};
