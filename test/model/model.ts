import { watermarks } from "./clock.ts";
import { featuresOf } from "./features.ts";
import { gapsAt, touches } from "./gaps.ts";
import { heardTicks, isFuture } from "./heard.ts";
import type { Features, Heard, LateTick, LogRecord, Options } from "./record.ts";
import { volumes } from "./volume.ts";
import { closedWindows, isLate, startOf } from "./window.ts";

export type { Definition, Features, LogRecord, Options, Tick } from "./record.ts";

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
      .flatMap(ticker => published(records, ticker, options))
      .sort((a, b) => a.closedAt - b.closedAt || a.features.window_end - b.features.window_end)
      .map(({ features }) => features),
    late: tickers
      .flatMap(ticker => lateTicks(ticker, options))
      .sort((a, b) => a.index - b.index)
      .map(({ late }) => late),
    future: records.filter((record, index) => isFuture(record, index, options)).map(({ offset }) => offset),
  };
}

/** A ticker, its ticks, and its watermark at every record of the log. */
type Course = { ticker: string; heard: Heard[]; watermarks: number[] };

/** In order of the tickers' code units, which is the order of publication among equal ends. */
function byTicker(records: LogRecord[], options: Options): Course[] {
  const all = heardTicks(records, options);
  const tickers = [...new Set(all.map(({ tick }) => tick.ticker))].sort();
  return tickers.map(ticker => {
    const heard = all.filter(({ tick }) => tick.ticker === ticker);
    return { ticker, heard, watermarks: watermarks(records, heard, options) };
  });
}

/** The features of one ticker, definition by definition, with the record that closed each window. */
function published(records: LogRecord[], course: Course, options: Options) {
  const { ticker, heard } = course;
  return options.definitions.flatMap(definition => {
    const windows = closedWindows(heard, definition, course.watermarks);
    const volume = volumes(windows.map(window => window.ticks.map(({ tick }) => tick)));
    return windows.map((window, i) => {
      const gap = touches(gapsAt(records, heard, ticker, window.closedAt), window.start, window.end);
      const features = featuresOf(window, { ...volume[i]!, gap, partial: i === 0 });
      return { closedAt: window.closedAt, features };
    });
  });
}

/** The ticks of one ticker that were late for a definition or more, each with the windows it missed. */
function lateTicks({ ticker, heard, watermarks }: Course, { definitions }: Options) {
  return heard.flatMap(tick => {
    const missed = definitions.filter(definition => isLate(tick, definition, watermarks));
    if (missed.length === 0) return [];
    const { index, offset } = tick;
    const { time } = tick.tick;
    const windows = missed.map(definition => ({
      window: definition.name,
      window_start: startOf(time, definition),
    }));
    return [{ index, late: { offset, ticker, time, watermark: watermarks[index]!, windows } }];
  });
}
