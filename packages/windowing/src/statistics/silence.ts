import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

/** How far the window can be trusted to have seen the market. */
export const silence: Statistics<"longest_silence_ms" | "coverage"> = {
  fields: {
    longest_silence_ms: {
      unit: "ms",
      formula:
        "longest span of event time without a tick, gaps included: between ticks and, except in sessions, from window_start to the first and from the last to window_end",
      nullWhen: "",
      reference: "",
    },
    coverage: {
      unit: "1",
      formula:
        "share of [window_start, window_end) in which the feed was connected: 1 - gap time / length, overlapping gaps counted once",
      nullWhen: "",
      reference: "",
    },
  },
  compute({ kind, start, end, columns: { time }, from, to, gapMs }) {
    let longest = kind === "session" ? 0 : Math.max(time[from]! - start, end - time[to - 1]!);
    for (let row = from + 1; row < to; row++) longest = Math.max(longest, time[row]! - time[row - 1]!);
    return { longest_silence_ms: finite(longest), coverage: finite((end - start - gapMs) / (end - start)) };
  },
};
