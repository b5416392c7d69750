import { closeWindow, type Selected } from "./close.ts";
import type { Definition } from "./definition.ts";
import type { DueQueue } from "./due-queue.ts";
import { byEndTickerDefinition, type DueWindow } from "./due-window.ts";
import type { Features } from "./features.ts";
import type { Series } from "./series.ts";
import { sortInSteps } from "./sort-in-steps.ts";
import type { Windows } from "./windows/windows.ts";

/** What windows are closed with. */
export interface Closer extends Selected {
  readonly definitions: readonly Definition[];
  /** Of each definition. */
  readonly windows: readonly Windows[];
  readonly due: DueQueue<Series>;
  /** Brings the watermark of a series up to the latest record. */
  settle(series: Series): void;
  publish(features: Features): void;
  /** The windows of a series were closed. */
  closed(series: Series): void;
}

/** Closes the windows that are due at the latest record, in order of (end, ticker, definition), step by step. */
export function* closeDue(closer: Closer, receivedTime: number): Generator<void, void> {
  const { definitions, windows, due: queue } = closer;
  const ready: Series[] = [];
  const due: DueWindow[] = [];
  while (queue.earliest <= receivedTime) {
    const series = queue.pop();
    const opened = windows.map(each => each.openFrom(series));
    closer.settle(series);
    for (const [index, each] of windows.entries()) each.collectDue(series, opened[index]!, due);
    ready.push(series);
    yield;
  }
  const inOrder = yield* sortInSteps(due, byEndTickerDefinition);
  for (const each of inOrder) {
    closer.publish(closeWindow(each, definitions[each.index]!, closer));
    yield;
  }
  for (const series of ready) {
    series.trim(windows);
    closer.closed(series);
    yield;
  }
}
