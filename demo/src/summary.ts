import type { Board } from "./board.ts";
import { count } from "./figures.ts";

const INDENT = 24;
const WIDTH = 80;

/** What the demo says at its end; no line is longer than 80 characters. */
export function summarize(board: Board): string {
  const { figures, records, tickers, firstAt, readyAt, elapsedMs, where } = board;
  const { frames, ticks, repeats, rejected, rejections, deadLetters, gaps, late, features } = figures;
  const reasons = [...rejections].map(([reason, times]) => `${reason} ${times}`);
  const line = (name: string, value: number, ...parts: string[]) =>
    `  ${name.padEnd(12)}${value.toLocaleString("en-US").padStart(INDENT - 16)}  ${wrap(parts)}`.trimEnd();
  return [
    `${(elapsedMs / 1_000).toFixed(1)} s ${where}:`,
    line("frames", frames, count(ticks, "tick"), count(repeats, "repeat"), `${rejected} rejected`),
    line("rejected", rejected, ...reasons),
    line("dead letters", deadLetters, "rejected frames", "and ticks from the future"),
    line("gaps", gaps, "one a ticker whenever the feed is away", "at the start too"),
    line("late ticks", late, "their windows were closed", "so they are published apart"),
    line("features", records, `read from the log for ${count(tickers, "ticker")}`, `of ${features} computed`),
    records > 0
      ? `The first came ${((firstAt - readyAt) / 1_000).toFixed(1)} s after everything was ready.`
      : "No features came out.",
  ].join("\n");
}

/** The parts, by commas, in lines of their own where they do not fit. */
function wrap(parts: readonly string[]): string {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? part : `${lines.at(-1)}, ${part}`;
    if (lines.length === 0) lines.push(part);
    else if (joined.length <= WIDTH - INDENT - 1) lines[lines.length - 1] = joined;
    else {
      lines[lines.length - 1] += ",";
      lines.push(part);
    }
  }
  return lines.join(`\n${" ".repeat(INDENT)}`);
}
