import type { Question } from "../question.ts";
import { HERE } from "./query.ts";

export const held: Question = {
  question: "What does each replica hold?",
  panels: [
    {
      title: "Partitions",
      description:
        "Each is written by one ingestor and folded by one windower. recovering for a minute: see its log.",
      unit: "short",
      width: 6,
      queries: [
        { expr: `ingestor_partitions{${HERE}}`, legend: "written by {{instance}}" },
        { expr: `windower_tasks{${HERE},state="live"}`, legend: "folded by {{instance}}" },
        { expr: `windower_tasks{${HERE},state="recovering"} > 0`, legend: "recovering at {{instance}}" },
      ],
    },
    {
      title: "Tickers",
      description: "Heard in the last minute by ingestors; known to windowers, which forget none.",
      unit: "short",
      width: 6,
      queries: [
        { expr: `ingestor_tickers{${HERE},seen="1m"}`, legend: "heard by {{instance}}" },
        { expr: `windower_tickers{${HERE}}`, legend: "known to {{instance}}" },
      ],
    },
    {
      title: "Windows and ticks",
      description: "Both grow without end: windows do not close.",
      unit: "short",
      width: 6,
      log: true,
      queries: [
        { expr: `windower_open_windows{${HERE}}`, legend: "open windows at {{instance}}" },
        { expr: `windower_ticks_held{${HERE}}`, legend: "ticks at {{instance}}" },
      ],
    },
    {
      title: "Memory",
      description: "Of each process, and of it the columns that hold ticks.",
      unit: "bytes",
      width: 6,
      queries: [
        { expr: `process_resident_memory_bytes{${HERE}}`, legend: "{{job}} {{instance}}" },
        { expr: `windower_bytes_held{${HERE}}`, legend: "ticks at {{instance}}" },
      ],
    },
  ],
};
