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
  /** Names of the definitions that carries refer to by index. */
  readonly definitions: readonly string[];
  /** To be gone through once, before the windower is fed again. */
  readonly tickers: Iterable<SeriesState>;
}

export interface SeriesState {
  readonly ticker: string;
  /** As of the record at `settled_at`; what the received times since then make of it is not included. */
  readonly watermark: number | null;
  readonly settled_at: number;
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
}

export function saveSeries(series: Series): SeriesState {
  const { ticker, watermark, settledAt, lead, gaps } = series;
  return {
    ticker,
    watermark: finite(watermark),
    settled_at: settledAt,
    hour: lead.hour < 0 ? null : lead.hour,
    lead: finite(lead.current),
    previous_lead: finite(lead.previous),
    open_gap: finite(gaps.openFrom),
    gaps: [...gaps.ended],
    carries: saveCarries(series),
  };
}

function saveCarries({ carries, startsAt }: Series): CarryState[] {
  const saved: CarryState[] = [];
  for (let definition = 0; definition < Math.max(carries.length, startsAt.length); definition++) {
    const carry = carries[definition];
    const starts_at = startsAt[definition] ?? null;
    if (carry === undefined && starts_at === null) continue;
    saved.push({
      definition,
      exchange: carry?.exchange ?? null,
      session: finite(carry?.session ?? Number.NEGATIVE_INFINITY),
      counter: carry?.counter ?? null,
      starts_at,
    });
  }
  return saved;
}

/** The series of a state, in the state's order, their watermarks those of its position. */
export function restoreAll(state: WindowerState, names: readonly string[]): Series[] {
  const received = new ReceivedTimes();
  for (const { offset, time } of state.received) received.push(offset, time);
  const indexes = state.definitions.map(name => names.indexOf(name));
  return [...state.tickers].map(each => {
    const series = restoreSeries(each, indexes);
    series.settle(received, state.wait_ms, state.position);
    return series;
  });
}

/** The inverse of `saveSeries`; `indexes` maps the state's definitions to ours, -1 where we have it no longer. */
function restoreSeries(state: SeriesState, indexes: readonly number[]): Series {
  const series = new Series(state.ticker);
  series.watermark = state.watermark ?? Number.NEGATIVE_INFINITY;
  series.settledAt = state.settled_at;
  series.lead.hour = state.hour ?? -1;
  series.lead.current = state.lead ?? Number.NEGATIVE_INFINITY;
  series.lead.previous = state.previous_lead ?? Number.NEGATIVE_INFINITY;
  series.gaps.openFrom = state.open_gap ?? Number.POSITIVE_INFINITY;
  series.gaps.ended = [...state.gaps];
  for (const { definition, exchange, session, counter, starts_at } of state.carries) {
    const index = indexes[definition] ?? -1;
    if (index < 0) continue;
    if (starts_at !== null) series.startsAt[index] = starts_at;
    if (counter === null) continue;
    series.carries[index] = { exchange, session: session ?? Number.NEGATIVE_INFINITY, counter };
  }
  return series;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
