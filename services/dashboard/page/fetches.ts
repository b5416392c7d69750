import type { Bars, FieldMeaning, Market } from "../src/api.ts";

/** The server's answer was no: `message` is the line that it said. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
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
