import { watermarks } from "./clock.ts";
import { featuresOf } from "./features.ts";
import { gapsAt, type Opened, openedGaps } from "./gaps.ts";
import { heardTicks, isFuture } from "./heard.ts";
import type { Features, Heard, LateTick, LogRecord, Options } from "./record.ts";
import { volumes } from "./volume.ts";
import { type Course, courseOf } from "./window.ts";

export type { Features, LogRecord, Options, Tick } from "./record.ts";

/**
 * `features` in the order they are published, `late` in log order, `future` as the offsets of the ticks
 * that were not believed.
 */
export type Outcome = { features: Features[]; late: LateTick[]; future: number[] };

/**
 * What one partition's log means: the specification, in code. It looks at the whole log at once and
 * keeps nothing from one record to the next: a window closes at the first record at which its ticker's
 * watermark has reached its end, and everything else follows from that. Quadratic, and meant to be.
 */
export function model(records: LogRecord[], options: Options): Outcome {
  const tickers = byTicker(records, options);
  return {
    features: tickers
      .flatMap(ticker => published(ticker, options))
      .sort((a, b) => a.closedAt - b.closedAt || a.features.window_end - b.features.window_end)
      .map(({ features }) => features),
    late: tickers
      .flatMap(ticker => lateTicks(ticker))
      .sort((a, b) => a.index - b.index)
      .map(({ late }) => late),
    future: records.filter((record, index) => isFuture(record, index, options)).map(({ offset }) => offset),
  };
}

/** A ticker, the gap records and ticks it has, and what each definition makes of them. */
type Followed = { ticker: string; gaps: Opened[]; heard: Heard[]; watermarks: number[]; courses: Course[] };

/** In order of the tickers' code units, which is the order of publication among equal ends. */
function byTicker(records: LogRecord[], options: Options): Followed[] {
  const all = heardTicks(records, options);
  const tickers = [...new Set(all.map(({ tick }) => tick.ticker))].sort();
  return tickers.map(ticker => {
    const heard = all.filter(({ tick }) => tick.ticker === ticker);
    const marks = watermarks(records, heard, options);
    const courses = options.definitions.map(definition => courseOf(heard, definition, marks));
    return { ticker, gaps: openedGaps(records, heard, ticker), heard, watermarks: marks, courses };
  });
}

/** The features of one ticker, definition by definition, with the record that closed each window. */
function published({ gaps, heard, courses }: Followed, options: Options) {
  return courses.flatMap(({ windows }) => {
    const volume = volumes(windows);
    return windows.map((window, i) => {
      const known = gapsAt(gaps, heard, window.closedAt);
      return { closedAt: window.closedAt, features: featuresOf(window, volume[i]!, known, options) };
    });
  });
}

/** The ticks of one ticker that were late for a window or more, each with the windows it missed. */
function lateTicks({ ticker, heard, watermarks, courses }: Followed) {
  return heard.flatMap(tick => {
    const windows = courses.flatMap(({ definition, missed }) => {
      const starts = missed.find(each => each.heard === tick)?.starts ?? [];
      return starts.map(window_start => ({ window: definition.name, window_start }));
    });
    if (windows.length === 0) return [];
    const { index, offset } = tick;
    const { time } = tick.tick;
    return [{ index, late: { offset, ticker, time, watermark: watermarks[index]!, windows } }];
  });
}
