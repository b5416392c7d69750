import { createRequire } from "node:module";
import { Records } from "@market/log";
import { int64 } from "./record-batch.ts";
import { type AbortedTransaction, decodeRecordSet } from "./record-set.ts";

const require = createRequire(import.meta.url);
const { createErrorFromCode, failure } = require("kafkajs/src/protocol/error") as {
  createErrorFromCode(code: number): Error;
  failure(code: number): boolean;
};

/** What a broker has of one partition. */
export interface FetchedPartition {
  readonly partition: number;
  /** The offset behind the last record that is safe. */
  readonly highWatermark: number;
  /** Only what is committed. */
  readonly records: Records;
  /** Where to read on: behind what was left out as well. */
  readonly next: number;
  /** Why what was sent cannot be read; there are no records then. Of one partition, and no trouble of the others. */
  readonly error?: Error;
}

/** A broker's answer to a fetch. */
export interface FetchAnswer {
  /** How long the broker wants to be left alone, in ms, under kafkajs's name. */
  readonly clientSideThrottleTime: number;
  readonly partitions: FetchedPartition[];
}

/** Where versions of the answer differ. */
const HAS_LOG_START = 5;
const HAS_SESSION = 7;
const THROTTLES_CLIENT = 8;
const HAS_PREFERRED_REPLICA = 11;

/**
 * Decodes an answer of the versions 4 to 11, all that kafkajs can ask for of brokers since 0.11; `offsets` is where each partition
 * was fetched from. Throws kafkajs's error of the first partition that has one.
 */
export async function decodeAnswer(
  payload: Buffer,
  version: number,
  offsets: ReadonlyMap<number, number>,
): Promise<FetchAnswer> {
  if (version < 4 || version > HAS_PREFERRED_REPLICA) throw new Error(`fetch version ${version} is unknown`);
  const throttleMs = payload.readInt32BE(0);
  let at = 4;
  if (version >= HAS_SESSION) {
    check(payload.readInt16BE(at));
    at += 6;
  }
  const partitions: FetchedPartition[] = [];
  const topics = payload.readInt32BE(at);
  at += 4;
  for (let topic = 0; topic < topics; topic++) {
    at += 2 + payload.readInt16BE(at);
    const count = payload.readInt32BE(at);
    at += 4;
    for (let i = 0; i < count; i++) {
      const head = readPartition(payload, at, version);
      at = head.end;
      partitions.push(await decodePartition(head, payload.length, offsets.get(head.partition)!));
    }
  }
  return { clientSideThrottleTime: version >= THROTTLES_CLIENT ? throttleMs : 0, partitions };
}

/** Smaller parts of an answer are copied, or a few records that wait for their task would keep all of it. */
const SMALL_PART = 1 / 4;

async function decodePartition(
  { partition, highWatermark, aborted, records }: ReturnType<typeof readPartition>,
  answerBytes: number,
  fetchedFrom: number,
): Promise<FetchedPartition> {
  const own = records.length < answerBytes * SMALL_PART ? Buffer.from(records) : records;
  try {
    return { partition, highWatermark, ...(await decodeRecordSet(own, fetchedFrom, aborted)) };
  } catch (error) {
    return { partition, highWatermark, records: Records.NONE, next: fetchedFrom, error: error as Error };
  }
}

function readPartition(payload: Buffer, from: number, version: number) {
  const partition = payload.readInt32BE(from);
  check(payload.readInt16BE(from + 4), partition);
  const highWatermark = int64(payload, from + 6);
  let at = from + 22 + (version >= HAS_LOG_START ? 8 : 0);
  const aborted: AbortedTransaction[] = [];
  const count = payload.readInt32BE(at);
  at += 4;
  for (let i = 0; i < count; i++, at += 16) {
    aborted.push({ producerId: payload.readBigInt64BE(at), firstOffset: int64(payload, at + 8) });
  }
  if (version >= HAS_PREFERRED_REPLICA) at += 4;
  const bytes = Math.max(0, payload.readInt32BE(at));
  at += 4;
  return { partition, highWatermark, aborted, records: payload.subarray(at, at + bytes), end: at + bytes };
}

function check(code: number, partition?: number): void {
  if (!failure(code)) return;
  const error = createErrorFromCode(code);
  if (partition !== undefined) error.message += ` (partition ${partition})`;
  throw error;
}
