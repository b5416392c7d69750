import type { Question } from "../question.ts";
import { HERE, quantiles } from "./query.ts";

export const fresh: Question = {
  question: "Is it fresh?",
  panels: [
    {
      title: "Feed delay",
      description:
        "Received minus event time. 1 to 2 s is usual, 900 s for exchanges delayed by 15 minutes. Higher: the feed is behind.",
      unit: "s",
      width: 8,
      log: true,
      queries: quantiles("ingestor_feed_delay_seconds"),
    },
    {
      title: "Watermark delay",
      description:
        "How far behind now a partition is complete, the worst of each replica. WAIT and 1 s is usual. On all replicas and without lag below: no ingestor writes.",
      unit: "s",
      width: 8,
      limit: 60,
      queries: [
        {
          expr: `max by (instance) (windower_watermark_delay_seconds{${HERE}})`,
          legend: "{{instance}}",
        },
      ],
    },
    {
      title: "Features: from due to visible",
      description:
        "From the receipt of the record that made a window due until its features can be read. 0.1 to 0.6 s is usual; downtime is in it.",
      unit: "s",
      width: 8,
      log: true,
      queries: quantiles("windower_due_to_visible_seconds"),
    },
  ],
};
