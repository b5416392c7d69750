import { parseFrame } from "@market/wire";
import { readRecording } from "./recording.ts";

/** What a recording holds. */
export interface Survey {
  readonly tickers: ReadonlySet<string>;
  readonly lines: number;
  /** Lines that are neither a tick nor a frame with one in it. */
  readonly refused: number;
  /** Received times of the first and the last line. */
  readonly from: number;
  readonly to: number;
}

/** Goes through a recording once, so that its tickers are known before it is played. */
export async function survey(file: string): Promise<Survey> {
  const tickers = new Set<string>();
  let lines = 0;
  let refused = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for await (const recorded of readRecording(file)) {
    lines++;
    to = recorded.receivedTime;
    const parsed = recorded.kind === "tick" ? recorded : parseFrame(recorded.frame, to);
    if (!("tick" in parsed)) {
      refused++;
      continue;
    }
    tickers.add(parsed.tick.ticker);
    if (from > to) from = to;
  }
  return { tickers, lines, refused, from: Math.min(from, to), to };
}
