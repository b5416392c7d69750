import type { Question } from "../question.ts";
import { HERE, quantiles, RATE } from "./query.ts";

export const slow: Question = {
  question: "What is slow?",
  panels: [
    {
      title: "Publish",
      description: "From the receipt of a tick until the log has it. 25 ms of it are waited for company.",
      unit: "s",
      width: 6,
      log: true,
      queries: quantiles("ingestor_publish_seconds"),
    },
    {
      title: "Transaction",
      description: "Begin to committed. Slow here and in Publish: the broker.",
      unit: "s",
      width: 6,
      log: true,
      queries: quantiles("windower_transaction_seconds"),
    },
    {
      title: "Event loop delay",
      description:
        "99th percentile since the last scrape. Slow here: the process; add a replica, look at custom features.",
      unit: "s",
      width: 6,
      queries: [{ expr: `nodejs_eventloop_lag_p99_seconds{${HERE}}`, legend: "{{job}} {{instance}}" }],
    },
    {
      title: "Processor",
      description: "Cores in use. A replica computes on one.",
      unit: "short",
      width: 6,
      limit: 0.8,
      queries: [
        { expr: `rate(process_cpu_seconds_total{${HERE}}[${RATE}])`, legend: "{{job}} {{instance}}" },
      ],
    },
  ],
};
