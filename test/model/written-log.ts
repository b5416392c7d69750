import { type Features, type LogRecord, model, type Options, type Tick } from "./model.ts";

// Logs written by hand.

/** The start of a minute, and of five minutes; times below are seconds after it. */
export const start = Date.parse("2024-04-16T14:20:00Z");
export const at = (seconds: number) => start + seconds * 1000;
export const clockTime = (time: string) => (Date.parse(`2024-04-16T${time}Z`) - start) / 1000;

export type Content = { timestamp: number } & (
  | { kind: "tick"; tick: Tick }
  | { kind: "clock" }
  | { kind: "gap"; ticker: string; from: number }
);

export function log(...contents: Content[]): LogRecord[] {
  return contents.map((content, offset) => ({ offset, ...content }));
}

/** A tick received at one time and from another. */
export function tick(received: number, from: number, fields: Partial<Tick> = {}): Content {
  const timestamp = at(received);
  const plain = { ticker: "AMZN", time: at(from), received_time: timestamp, price: 100 };
  return { timestamp, kind: "tick", tick: { ...plain, ...fields } };
}

export function clock(received: number): Content {
  return { timestamp: at(received), kind: "clock" };
}

export function gap(received: number, from: number, ticker = "AMZN"): Content {
  return { timestamp: at(received), kind: "gap", ticker, from };
}

export function pick<Field extends keyof Features>(features: Features[], ...fields: Field[]) {
  return features.map(record => fields.map(field => record[field]));
}

/** The starts of the published windows, in seconds, with some of their features. */
export function published(records: LogRecord[], options: Options, ...fields: (keyof Features)[]) {
  const { features } = model(records, options);
  return features.map(record => [
    (record.window_start - start) / 1000,
    ...fields.map(field => record[field]),
  ]);
}
