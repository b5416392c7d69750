import { type Span, spansAt } from "./grid.ts";
import type { Heard, Sliding, Tumbling } from "./record.ts";

/** The ticks of one window, in log order and with their repeats. */
export type Filled = Span & { inside: Heard[] };

/** A tick and the starts of the windows that it came too late for. */
export type Missed = { heard: Heard; starts: number[] };

/**
 * Fills the windows of a grid. A tick is late for a window that is closed at its own record, whether that
 * window held ticks or not; it is folded into the others that it lies in.
 */
export function fillAligned(heard: Heard[], definition: Tumbling | Sliding, watermarks: number[]) {
  const filled = new Map<number, Filled>();
  const missed: Missed[] = [];
  for (const each of heard) {
    const spans = spansAt(each.tick.time, definition);
    const isClosed = ({ end }: Span) => watermarks[each.index]! >= end;
    const starts = spans.filter(isClosed).map(({ start }) => start);
    if (starts.length > 0) missed.push({ heard: each, starts });
    for (const span of spans.filter(span => !isClosed(span))) {
      const window = filled.get(span.start) ?? { ...span, inside: [] };
      window.inside.push(each);
      filled.set(span.start, window);
    }
  }
  return { filled: [...filled.values()], missed };
}
