import type { Question } from "../question.ts";
import { HERE, RATE } from "./query.ts";

export const lost: Question = {
  question: "Is anything lost?",
  panels: [
    {
      title: "Lost in this time range",
      description: "Both are flagged as gaps in the features. Anything but 0 has an alert.",
      unit: "short",
      kind: "number",
      width: 6,
      limit: 1,
      queries: [
        { expr: `sum(increase(ingestor_dropped_total{${HERE}}[$__range]))`, legend: "dropped" },
        { expr: `sum(increase(windower_missed_offsets_total{${HERE}}[$__range]))`, legend: "deleted unread" },
      ],
    },
    {
      title: "Not used",
      description:
        "Dead letters (the reason is in their headers) and ticks too late for a window: kept in topics of their own.",
      unit: "short",
      kind: "bars",
      width: 9,
      queries: [
        { expr: `sum(increase(ingestor_dead_letters_total{${HERE}}[${RATE}]))`, legend: "dead frames" },
        {
          expr: `sum by (reason) (increase(windower_dead_letters_total{${HERE}}[${RATE}])) > 0`,
          legend: "dead records: {{reason}}",
        },
        { expr: `sum(increase(windower_late_ticks_total{${HERE}}[${RATE}]))`, legend: "late ticks" },
        {
          expr: `sum by (feature) (increase(windower_custom_feature_failures_total{${HERE}}[${RATE}]))`,
          legend: "custom feature null: {{feature}}",
        },
      ],
    },
    {
      title: "Feed lost",
      description: "Gap records: one a ticker for each loss of its feed. They flag the windows they touch.",
      unit: "short",
      kind: "bars",
      width: 9,
      queries: [
        { expr: `sum(increase(ingestor_gaps_total{${HERE}}[${RATE}]))`, legend: "gaps" },
        { expr: `sum(ingestor_tickers_without_feed{${HERE}})`, legend: "tickers without feed" },
        {
          expr: `sum by (reason) (increase(ingestor_reconnects_total{${HERE}}[${RATE}])) > 0`,
          legend: "reconnects: {{reason}}",
        },
      ],
    },
  ],
};
