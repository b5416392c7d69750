import type { Bars, FieldMeaning, Market } from "../src/api.ts";

/** The server's answer was no: `message` is the line that it said. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** There is no such ticker or window (any more). */
  get isMissing(): boolean {
    return this.status === 404;
  }

  /** Of bars: more of them, or of their fields, than are given at once. */
  get isTooMuch(): boolean {
    return this.status === 400 && this.message.startsWith("from:");
  }

  /** Asking again would bring the same answer. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

async function get<Answer>(
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = await fetch(`./api/${path}?${new URLSearchParams(query)}`, { signal });
  if (!answer.ok) throw new Refused(answer.status, (await answer.text()).trim().slice(0, 300));
  return (await answer.json()) as Answer;
}

/** "" for the first window that there is. */
export function getMarket(window: string, signal: AbortSignal): Promise<Market> {
  return get("market", window === "" ? {} : { window }, signal);
}

interface BarsWanted {
  readonly ticker: string;
  readonly window: string;
  /** "all", or names by commas; "" for the base fields alone. */
  readonly fields?: string;
  readonly from?: number;
  readonly to?: number;
}

export function getBars(wanted: BarsWanted, signal: AbortSignal): Promise<Bars> {
  return get("bars", query(wanted), signal);
}

/** From the first window_start to the last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Some seconds of a history of months. */
const SMALLEST_SHARE = 2 ** -20;

/** All bars; where those are more than the server gives at once, those of the newest half of the span, quarter, and so on. */
export async function getNewestBars(
  wanted: BarsWanted,
  span: Span | undefined,
  signal: AbortSignal,
): Promise<Bars> {
  for (let share = 1; ; share /= 2) {
    const from = span && Math.floor(span.last - (span.last - span.first) * share);
    try {
      return await getBars(share === 1 || from === undefined ? wanted : { ...wanted, from }, signal);
    } catch (error) {
      const isTooMuch = error instanceof Refused && error.isTooMuch;
      if (!isTooMuch || !span || share < SMALLEST_SHARE) throw error;
    }
  }
}

export function getFields(signal: AbortSignal): Promise<readonly FieldMeaning[]> {
  return get("fields", {}, signal);
}

export function exportUrl(wanted: BarsWanted, format: "csv" | "parquet"): string {
  return `./api/export?${new URLSearchParams({ ...query(wanted), format })}`;
}

function query({ ticker, window, fields, from, to }: BarsWanted): Record<string, string> {
  return {
    ticker,
    window,
    ...(fields ? { fields } : {}),
    ...(from === undefined ? {} : { from: String(from) }),
    ...(to === undefined ? {} : { to: String(to) }),
  };
}
