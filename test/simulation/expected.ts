import { type Features, type LogRecord, model, type Options } from "../model/model.ts";

/** A record of the ticks topic as it was appended. */
export interface Appended {
  readonly meaning: LogRecord;
  readonly refusal: string | undefined;
}

/** What has to be in each output topic, by the identity of a record. */
export interface Expected {
  readonly log: readonly Appended[];
  readonly features: ReadonlyMap<string, Features>;
  /** What each late tick missed. */
  readonly late: ReadonlyMap<string, string>;
  /** The reason. */
  readonly dead: ReadonlyMap<string, string>;
}

/** What the naive model says of the log of one partition. */
export function expectedOf(log: readonly Appended[], options: Options): Expected {
  const { features, late, future } = model(
    log.map(({ meaning }) => meaning),
    options,
  );
  const refused = log.flatMap(({ meaning, refusal }): [string, string][] =>
    refusal === undefined ? [] : [[String(meaning.offset), refusal]],
  );
  return {
    log,
    features: new Map(features.map(each => [place(each), each])),
    late: new Map(
      late.map(({ offset, watermark, time, windows }) => {
        const names = windows.map(({ window }) => window).join(",");
        const starts = windows.map(each => each.window_start).join(",");
        return [String(offset), `${watermark - time} ${names} ${starts}`];
      }),
    ),
    dead: new Map([...refused, ...future.map((offset): [string, string] => [String(offset), "future"])]),
  };
}

/** The identity of a features record. */
export const place = ({ ticker, window, window_start }: Features) => `${ticker} ${window} ${window_start}`;
