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
  compute({ kind, start, end, columns: { time, length }, gapMs }, into) {
    let longest = kind === "session" ? 0 : Math.max(time[0]! - start, end - time[length - 1]!);
    for (let i = 1; i < length; i++) longest = Math.max(longest, time[i]! - time[i - 1]!);
    into.longest_silence_ms = finite(longest);
    into.coverage = finite((end - start - gapMs) / (end - start));
  },
};
