import type { SeriesState, WindowerState } from "@market/windowing";
import { market } from "./proto.ts";

/** The layout that is written. */
const CHECKPOINT_VERSION = 3;
/** The oldest that can be read: it knows no sessions, and nothing of the last price. Newer ones than ours are refused. */
const CHECKPOINT_VERSION_MIN = 2;

/** A windower's state with what is needed to trust it: whose it is, and its place in the chain of commits. */
export interface Checkpoint extends WindowerState {
  readonly seq: number;
  readonly group: string;
  readonly topic: string;
  /** Holds all tickers, not only those that have changed since the checkpoint before. */
  readonly full: boolean;
}

/** Far below the 1 MiB that brokers accept; 2,000 tickers of one definition without gaps. */
const CHUNK_BYTES = 256 * 1_024;

/** Encodes a checkpoint as one record value or more, each when it is asked for. */
export function* encodeCheckpoint(checkpoint: Checkpoint): Generator<Uint8Array, void> {
  let chunk = 0;
  let part: SeriesState[] = [];
  let bytes = 0;
  for (const ticker of checkpoint.tickers) {
    const size = sizeOf(ticker);
    if (part.length > 0 && bytes + size > CHUNK_BYTES) {
      yield encodeChunk(checkpoint, chunk++, false, part);
      part = [];
      bytes = 0;
    }
    part.push(ticker);
    bytes += size;
  }
  yield encodeChunk(checkpoint, chunk, true, part);
}

function encodeChunk(
  checkpoint: Checkpoint,
  chunk: number,
  last: boolean,
  tickers: SeriesState[],
): Uint8Array {
  const message = { ...checkpoint, v: CHECKPOINT_VERSION, chunk, last, tickers };
  return market.v1.Checkpoint.encode(message as market.v1.Checkpoint.$Properties).finish();
}

/** An upper bound for the usual: a varint of a time takes 6 bytes, a tag 1. */
function sizeOf({ ticker, gaps, carries }: SeriesState): number {
  return 73 + ticker.length + 18 * gaps.length + 62 * carries.length;
}

/**
 * Puts the latest checkpoint together from a chain of record values, in order: a full checkpoint and all that
 * follow it. Throws where they are not that.
 */
export function decodeCheckpoint(values: readonly Uint8Array[]): Checkpoint {
  const chunks = values.map(decodeChunk);
  const first = chunks[0];
  const last = chunks.at(-1);
  if (first === undefined || last === undefined) throw new Error("a checkpoint has at least one record");
  if (!first.full) throw new Error(`checkpoint ${first.seq} is not a full one, as the first must be`);
  chunks.forEach((chunk, i) => {
    checkOrder(chunk, chunks[i - 1]);
  });
  if (!last.last) throw new Error(`checkpoint ${last.seq} goes on behind chunk ${last.chunk}`);
  return {
    seq: last.seq,
    group: last.group,
    topic: last.topic,
    full: true,
    position: last.position,
    low_water: last.low_water,
    wait_ms: last.wait_ms,
    future_limits: last.future_limits,
    received: last.received,
    definitions: last.definitions,
    tickers: latestOfEach(chunks),
  };
}

type Chunk = market.v1.Checkpoint;

function decodeChunk(value: Uint8Array): Chunk {
  const chunk = market.v1.Checkpoint.decode(value);
  if (chunk.v >= CHECKPOINT_VERSION_MIN && chunk.v <= CHECKPOINT_VERSION) return chunk;
  throw new Error(
    `checkpoint version ${chunk.v}, expected ${CHECKPOINT_VERSION} or older: it was written by another version`,
  );
}

const CHECKPOINT_SHARES = ["seq", "full", "position", "low_water"] as const;

/** A chunk follows the one before it in the same checkpoint, or is the first chunk of the next. */
function checkOrder(chunk: Chunk, before: Chunk | undefined): void {
  const isNext = before === undefined || before.last;
  const place = isNext
    ? chunk.chunk === 0 && (before === undefined || (chunk.seq === before.seq + 1 && !chunk.full))
    : chunk.chunk === before.chunk + 1 && CHECKPOINT_SHARES.every(field => chunk[field] === before[field]);
  const owner = before === undefined || (chunk.group === before.group && chunk.topic === before.topic);
  if (place && owner) return;
  const name = ({ group, topic, seq, chunk }: Chunk) =>
    `checkpoint ${seq} (chunk ${chunk}, group ${group} on ${topic})`;
  throw new Error(`${name(chunk)} cannot follow ${before ? name(before) : "nothing"}`);
}

/** In the order in which the tickers were first named. */
function latestOfEach(chunks: readonly Chunk[]): SeriesState[] {
  const tickers = new Map<string, SeriesState>();
  for (const chunk of chunks) {
    for (const ticker of chunk.tickers) tickers.set(ticker.ticker, ticker as SeriesState);
  }
  return [...tickers.values()];
}
