import { type Carry, nothingCarried } from "./carry.ts";
import type { FutureLimit } from "./future-limits.ts";
import type { Gap } from "./gaps.ts";
import { type ReceivedTime, ReceivedTimes } from "./received-times.ts";
import { Series } from "./series.ts";

/**
 * What a windower knows beyond the ticks it holds, with the field names of proto/market/v1/checkpoint.proto.
 * Together with the records from `low_water` up to `position` it is the whole windower again. Null where there is nothing.
 *
 * A ticker is saved again only when something of it has changed that is not in the log from `low_water` on: with most
 * ticks nothing does, because the watermark follows from the lead and the received times.
 */
export interface WindowerState {
  /** The offset behind the last record seen. */
  readonly position: number;
  readonly low_water: number;
  /** The wait that watermarks were computed with. */
  readonly wait_ms: number;
  /** What was not believed before `position` is not believed when it is read again. */
  readonly future_limits: readonly FutureLimit[];
  /** For every record up to `position`, these hold the largest received time from there on. */
  readonly received: readonly ReceivedTime[];
  /** Identities of the definitions that carries refer to by index. */
  readonly definitions: readonly string[];
  /** To be gone through once, before the windower is fed again. */
  readonly tickers: Iterable<SeriesState>;
}

export interface SeriesState {
  readonly ticker: string;
  /** As of the record at `settled_at`; what the received times since then make of it is not included. */
  readonly watermark: number | null;
  readonly settled_at: number;
  readonly latest_time: number;
  readonly hour: number | null;
  readonly lead: number | null;
  readonly previous_lead: number | null;
  readonly open_gap: number | null;
  readonly gaps: readonly Gap[];
  readonly carries: readonly CarryState[];
}

interface CarryState {
  readonly definition: number;
  readonly exchange: string | null;
  readonly session: number | null;
  /** Null until the definition has closed a window of the ticker. */
  readonly counter: number | null;
  readonly starts_at: number | null;
  /** Of the last tick that was counted, null where there is none. */
  readonly price: number | null;
  readonly sign: number | null;
  /** Of sessions only. */
  readonly closed_through: number | null;
}

export function saveSeries(series: Series): SeriesState {
  const { ticker, watermark, settledAt, latestTime, lead, gaps } = series;
  return {
    ticker,
    watermark: finite(watermark),
    settled_at: settledAt,
    latest_time: latestTime,
    hour: lead.hour < 0 ? null : lead.hour,
    lead: finite(lead.current),
    previous_lead: finite(lead.previous),
    open_gap: finite(gaps.openFrom),
    gaps: [...(gaps.ended ?? [])],
    carries: saveCarries(series),
  };
}

function saveCarries({ carries, startsAt, closedThrough }: Series): CarryState[] {
  const saved: CarryState[] = [];
  const count = Math.max(carries.length, startsAt.length, closedThrough.length);
  for (let definition = 0; definition < count; definition++) {
    const carry = carries[definition];
    const starts_at = startsAt[definition] ?? null;
    const closed_through = closedThrough[definition] ?? null;
    if (carry === undefined && starts_at === null && closed_through === null) continue;
    const { exchange, session, price, sign } = carry ?? nothingCarried();
    saved.push({
      definition,
      exchange,
      session: finite(session),
      counter: carry?.counter ?? null,
      starts_at,
      price: finite(price),
      sign,
      closed_through,
    });
  }
  return saved;
}

/** The series of a state, in the state's order, their watermarks those of its position. */
export function restoreAll(state: WindowerState, identities: readonly string[]): Series[] {
  const received = new ReceivedTimes();
  for (const { offset, time } of state.received) received.push(offset, time);
  const indexes = state.definitions.map(name => identities.indexOf(name));
  return [...state.tickers].map(each => {
    const series = restoreSeries(each, indexes, identities.length);
    series.settle(received, state.wait_ms, state.position);
    return series;
  });
}

/** The inverse of `saveSeries`; `indexes` maps the state's definitions to ours, -1 where we have it no longer. */
function restoreSeries(state: SeriesState, indexes: readonly number[], definitions: number): Series {
  const series = new Series(state.ticker, definitions);
  series.watermark = state.watermark ?? Number.NEGATIVE_INFINITY;
  series.settledAt = state.settled_at;
  series.note(state.latest_time);
  series.lead.hour = state.hour ?? -1;
  series.lead.current = state.lead ?? Number.NEGATIVE_INFINITY;
  series.lead.previous = state.previous_lead ?? Number.NEGATIVE_INFINITY;
  series.gaps.openFrom = state.open_gap ?? Number.POSITIVE_INFINITY;
  series.gaps.addEnded(state.gaps);
  for (const saved of state.carries) {
    const index = indexes[saved.definition] ?? -1;
    if (index < 0) continue;
    if (saved.starts_at !== null) series.startsAt[index] = saved.starts_at;
    if (saved.closed_through !== null) series.closedThrough[index] = saved.closed_through;
    if (saved.counter !== null) series.carries[index] = restoreCarry(saved, saved.counter);
  }
  return series;
}

function restoreCarry({ exchange, session, price, sign }: CarryState, counter: number): Carry {
  return {
    exchange,
    session: session ?? Number.NEGATIVE_INFINITY,
    counter,
    price: price ?? Number.NaN,
    sign: sign ?? 0,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
