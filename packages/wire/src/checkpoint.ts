import type { SeriesState, WindowerState } from "@market/windowing";
import { market } from "./proto.ts";

/** The layout below. A windower refuses checkpoints of a later one. */
const CHECKPOINT_VERSION = 1;

/** A windower's state with what is needed to trust it: whose it is, and its place in the chain of commits. */
export interface Checkpoint extends WindowerState {
  readonly seq: number;
  readonly group: string;
  readonly topic: string;
}

/** Far below the 1 MiB that brokers accept; 2,000 tickers of one definition without gaps. */
const CHUNK_BYTES = 256 * 1_024;

const CHUNKS_SHARE = ["v", "seq", "group", "topic", "position", "low_water"] as const;

/** Encodes a checkpoint as one or more record values. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array[] {
  const parts = cutTickers(checkpoint.tickers);
  return parts.map((tickers, chunk) => {
    const message = { ...checkpoint, v: CHECKPOINT_VERSION, chunk, chunks: parts.length, tickers };
    return market.v1.Checkpoint.encode(message as market.v1.Checkpoint.$Properties).finish();
  });
}

/** At least one part, which may be empty. */
function cutTickers(tickers: readonly SeriesState[]): SeriesState[][] {
  let part: SeriesState[] = [];
  const parts = [part];
  let bytes = 0;
  for (const ticker of tickers) {
    const size = sizeOf(ticker);
    if (part.length > 0 && bytes + size > CHUNK_BYTES) {
      part = [];
      parts.push(part);
      bytes = 0;
    }
    part.push(ticker);
    bytes += size;
  }
  return parts;
}

/** An upper bound for the usual: a varint of a time takes 6 bytes, a tag 1. */
function sizeOf({ ticker, gaps, carries }: SeriesState): number {
  return 60 + ticker.length + 18 * gaps.length + 40 * carries.length;
}

/** Puts a checkpoint together from all its record values, in order. Throws where they are not that. */
export function decodeCheckpoint(values: readonly Uint8Array[]): Checkpoint {
  const parts = values.map(value => market.v1.Checkpoint.decode(value));
  const first = parts[0];
  if (first === undefined) throw new Error("a checkpoint has at least one record");
  if (first.v !== CHECKPOINT_VERSION) {
    throw new Error(
      `checkpoint version ${first.v}, expected ${CHECKPOINT_VERSION}: it was written by another version`,
    );
  }
  parts.forEach((part, chunk) => {
    if (
      !CHUNKS_SHARE.every(field => part[field] === first[field]) ||
      part.chunk !== chunk ||
      part.chunks !== parts.length
    ) {
      throw new Error(
        `checkpoint ${first.seq}: chunk ${chunk} of ${parts.length} is ${part.seq}/${part.chunk}/${part.chunks}`,
      );
    }
  });
  return {
    seq: first.seq,
    group: first.group,
    topic: first.topic,
    position: first.position,
    low_water: first.low_water,
    definitions: first.definitions,
    tickers: parts.flatMap(part => part.tickers as SeriesState[]),
  };
}
