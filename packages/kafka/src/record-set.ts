import { makeColumns, type RecordColumns, Records } from "@market/log";
import kafkajs from "kafkajs";
import { type RecordBatch, readBatch } from "./record-batch.ts";
import { readHeaders } from "./record-headers.ts";
import { VarintReader } from "./varints.ts";

/** A transaction that was aborted: records of its producer from there on, up to its marker, are none. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

export interface RecordSet {
  readonly records: Records;
  /** Where the next fetch begins: behind the last whole batch, whatever is left of it. */
  readonly next: number;
}

/**
 * Decodes what a broker has sent of one partition: what lies before `fetchedFrom`, belongs to an aborted transaction or is a
 * marker is left out. Checksums are verified. Throws where a batch is damaged, or is of a kind that cannot be read.
 */
export async function decodeRecordSet(
  bytes: Buffer,
  fetchedFrom: number,
  aborted: readonly AbortedTransaction[],
): Promise<RecordSet> {
  const batches = [...readBatches(bytes)];
  const next = batches.reduce((furthest, { nextOffset }) => Math.max(furthest, nextOffset), fetchedFrom);
  const kept = withoutAborted(batches, bytes, aborted).filter(({ nextOffset }) => nextOffset > fetchedFrom);
  if (kept.length === 0) return { records: Records.NONE, next };
  const plain = kept.every(({ codec }) => codec === 0)
    ? { bytes, batches: kept }
    : await inflate(bytes, kept);
  return { records: readRecords(plain.bytes, plain.batches, fetchedFrom), next };
}

function* readBatches(bytes: Buffer): Generator<RecordBatch, void> {
  for (let batch = readBatch(bytes, 0); batch !== undefined; batch = readBatch(bytes, batch.to)) yield batch;
}

/**
 * Leaves out markers and what they have aborted. Brokers list aborted transactions in the order in which they ended, and
 * kafkajs takes them for sorted by their begin: with two writers on a partition it lets aborted records through.
 */
function withoutAborted(
  batches: readonly RecordBatch[],
  bytes: Buffer,
  aborted: readonly AbortedTransaction[],
): RecordBatch[] {
  const upcoming = aborted.toSorted((a, b) => a.firstOffset - b.firstOffset);
  const open = new Set<bigint>();
  return batches.filter(batch => {
    while (upcoming.length > 0 && upcoming[0]!.firstOffset < batch.nextOffset) {
      open.add(upcoming.shift()!.producerId);
    }
    if (batch.isControl) {
      if (isAbort(batch, bytes)) open.delete(batch.producerId);
      return false;
    }
    return !(batch.isTransactional && open.has(batch.producerId));
  });
}

const ABORT = 0;

/** A marker's key: its version and its type, of 16 bits each. */
function isAbort({ from, to }: RecordBatch, bytes: Buffer): boolean {
  const reader = new VarintReader(bytes);
  reader.at = from;
  reader.next();
  reader.at++;
  reader.next();
  reader.next();
  const keyBytes = reader.next();
  return keyBytes >= 4 && reader.at + 4 <= to && bytes.readInt16BE(reader.at + 2) === ABORT;
}

/** Of one partition in one answer: a few MiB as they were sent are far below this however well they were compressed. */
const BYTES_MAX = 256 * 1_048_576;

/** The batches' records, uncompressed, one behind the other. */
async function inflate(
  bytes: Buffer,
  batches: readonly RecordBatch[],
): Promise<{ bytes: Buffer; batches: RecordBatch[] }> {
  const parts: Buffer[] = [];
  const moved: RecordBatch[] = [];
  let end = 0;
  for (const batch of batches) {
    const packed = bytes.subarray(batch.from, batch.to);
    const part = batch.codec === 0 ? packed : await decompress(packed, batch.codec);
    if (end + part.length > BYTES_MAX)
      throw new Error(
        `the record batch at offset ${batch.baseOffset} is over ${BYTES_MAX} bytes uncompressed, with those before it`,
      );
    parts.push(part);
    moved.push({ ...batch, from: end, to: end + part.length });
    end += part.length;
  }
  return { bytes: Buffer.concat(parts), batches: moved };
}

async function decompress(packed: Buffer, codec: number): Promise<Buffer> {
  const create = (
    kafkajs.CompressionCodecs as Record<number, () => { decompress(data: Buffer): Promise<Buffer> }>
  )[codec];
  if (create === undefined) throw new Error(`a record batch is compressed by an unknown method, ${codec}`);
  return await create().decompress(packed);
}

/** Producers may stamp what they like; a time of more than 2^53 ms is as good as this one. */
const TIME_MAX = Number.MAX_SAFE_INTEGER;

/** A record has at least these many bytes: its length, attributes, two deltas, key, value and headers. */
const RECORD_BYTES_MIN = 7;

function readRecords(bytes: Buffer, batches: readonly RecordBatch[], fetchedFrom: number): Records {
  for (const { records, from, to, baseOffset } of batches) {
    if (!(records >= 0 && records * RECORD_BYTES_MIN <= to - from))
      throw new Error(
        `the record batch at offset ${baseOffset} says it has ${records} records in ${to - from} bytes`,
      );
  }
  const columns = makeColumns(batches.reduce((sum, { records }) => sum + records, 0));
  const reader = new VarintReader(bytes);
  let rows = 0;
  for (const batch of batches) rows = readRows(reader, batch, columns, rows, fetchedFrom);
  return new Records(rows, bytes, columns, (from, row) => readHeaders(bytes, from, columns.headersTo[row]!));
}

/** Writes a batch's records from row `row` on; returns the row behind them. */
function readRows(
  reader: VarintReader,
  { baseOffset, nextOffset, baseTimestamp, appendTime, records, from, to }: RecordBatch,
  columns: RecordColumns,
  row: number,
  fetchedFrom: number,
): number {
  let begin = from;
  let last = baseOffset - 1;
  for (let record = 0; record < records; record++) {
    reader.at = begin;
    const bytes = reader.next();
    const end = reader.at + bytes;
    if (!(bytes > 0 && end <= to)) throw cutOff(baseOffset, record);
    reader.at++;
    const timestamp = baseTimestamp + reader.next();
    const offset = baseOffset + reader.next();
    if (!(offset > last && offset < nextOffset)) throw misplaced(baseOffset, record, offset);
    last = offset;
    begin = end;
    if (offset < fetchedFrom) continue;
    columns.offset[row] = offset;
    columns.timestamp[row] = believable(appendTime ?? timestamp);
    readSpan(reader, columns.keyFrom, columns.keyTo, row);
    readSpan(reader, columns.valueFrom, columns.valueTo, row);
    // One 0 says that there are no headers.
    columns.headersFrom[row] = reader.at === end - 1 ? -1 : reader.at;
    columns.headersTo[row] = end;
    if (reader.at >= end) throw cutOff(baseOffset, record);
    row++;
  }
  return row;
}

/** A key or a value: how long it is, -1 for none, and its bytes. */
function readSpan(reader: VarintReader, from: Int32Array, to: Int32Array, row: number): void {
  const bytes = reader.next();
  from[row] = bytes < 0 ? -1 : reader.at;
  if (bytes > 0) reader.at += bytes;
  to[row] = bytes < 0 ? -1 : reader.at;
}

function believable(time: number): number {
  return Math.max(-TIME_MAX, Math.min(TIME_MAX, time));
}

function misplaced(baseOffset: number, record: number, offset: number): Error {
  return new Error(
    `record ${record} of the record batch at offset ${baseOffset} says it is at ${offset}: not in its order`,
  );
}

function cutOff(baseOffset: number, record: number): Error {
  return new Error(`record ${record} of the record batch at offset ${baseOffset} is cut off`);
}
