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

/** About 100 bytes a ticker with one definition, so that a chunk stays far below the 1 MiB brokers accept. */
const TICKERS_A_CHUNK = 2_000;

const CHUNKS_SHARE = ["v", "seq", "group", "topic", "position", "low_water"] as const;

/** Encodes a checkpoint as one or more record values. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array[] {
  const chunks = Math.max(1, Math.ceil(checkpoint.tickers.length / TICKERS_A_CHUNK));
  return Array.from({ length: chunks }, (_, chunk) => {
    const from = chunk * TICKERS_A_CHUNK;
    const tickers = checkpoint.tickers.slice(from, from + TICKERS_A_CHUNK);
    const message = { ...checkpoint, v: CHECKPOINT_VERSION, chunk, chunks, tickers };
    return market.v1.Checkpoint.encode(message as market.v1.Checkpoint.$Properties).finish();
  });
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
