import type { Question } from "../question.ts";
import { HERE, RATE, rateOf } from "./query.ts";

export const flowing: Question = {
  question: "Is data flowing?",
  panels: [
    {
      title: "Replicas that answer",
      description: "Answers to the latest scrape. None of either: nothing moves.",
      unit: "short",
      kind: "number",
      width: 6,
      queries: [
        { expr: 'sum(up{job="ingestor"})', legend: "ingestors" },
        { expr: 'sum(up{job="windower"})', legend: "windowers" },
      ],
    },
    {
      title: "Since the latest frame",
      description: "Of any ticker, on any replica. Minutes are usual while every market is closed.",
      unit: "s",
      kind: "number",
      width: 6,
      limit: 120,
      queries: [
        { expr: "time() - (max(ingestor_feed_last_frame_timestamp_seconds) > 0)", legend: "silence" },
      ],
    },
    {
      title: "Alerts",
      description: "That fire now, each with its heading in docs/operations.md.",
      unit: "short",
      kind: "number",
      width: 12,
      limit: 1,
      queries: [{ expr: 'count by (alertname) (ALERTS{alertstate="firing"})', legend: "{{alertname}}" }],
    },
    {
      title: "Frames from the feed",
      description: "By what became of them. tick is what is published; heartbeats and repeats are usual.",
      unit: "cps",
      width: 12,
      queries: [
        { expr: `sum by (result) (rate(ingestor_frames_total{${HERE}}[${RATE}])) > 0`, legend: "{{result}}" },
      ],
    },
    {
      title: "Through the pair",
      description: "Folded follows published. Features come in steps, when windows end.",
      unit: "cps",
      width: 12,
      queries: [
        { expr: rateOf("ingestor_ticks_published_total"), legend: "ticks published" },
        {
          expr: `sum(rate(windower_records_total{${HERE},result=~"folded|duplicate|late"}[${RATE}]))`,
          legend: "ticks folded",
        },
        { expr: rateOf("windower_features_total"), legend: "features" },
      ],
    },
  ],
};
