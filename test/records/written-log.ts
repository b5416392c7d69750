import fc from "fast-check";
import { encodeBatch, encodeMarker, type WrittenBatch, type WrittenRecord } from "./kafkajs-oracle.ts";

const bytes = fc.option(fc.uint8Array({ maxLength: 200 }).map(Buffer.from), { freq: 6 });
const headers = fc.dictionary(
  // What every object has, such as constructor, kafkajs takes for a header that was there before.
  fc.stringMatching(/^[a-z-]{1,12}$/).filter(name => !(name in {})),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  { maxKeys: 3 },
);

const record: fc.Arbitrary<WrittenRecord> = fc.record({
  key: bytes,
  value: bytes,
  headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, headers),
  timestampDelta: fc.oneof(
    fc.integer({ min: -100, max: 100_000 }),
    fc.constant(2 ** 31),
    fc.constant(2 ** 40),
  ),
  offsetStep: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 300 })),
});

export const records = fc.array(record, { minLength: 1, maxLength: 20 });
const compression = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 4 }));

/** What the writers of a partition do, one after another. */
export type Step =
  | {
      readonly kind: "send";
      readonly producerId: number;
      readonly records: readonly WrittenRecord[];
      readonly compression: number;
    }
  | { readonly kind: "end"; readonly producerId: number; readonly isCommit: boolean }
  | { readonly kind: "plain"; readonly records: readonly WrittenRecord[]; readonly compression: number };

export function steps(producers: number): fc.Arbitrary<Step[]> {
  const producerId = fc.integer({ min: 1, max: producers });
  return fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("send" as const), producerId, records, compression }),
      fc.record({ kind: fc.constant("end" as const), producerId, isCommit: fc.boolean() }),
      fc.record({ kind: fc.constant("plain" as const), records, compression }),
    ),
    { minLength: 1, maxLength: 12 },
  );
}

interface LoggedBatch {
  readonly bytes: Buffer;
  readonly from: number;
  readonly next: number;
}

export interface WrittenLog {
  readonly batches: readonly LoggedBatch[];
  /** In the order in which they ended, as brokers list them. */
  readonly aborted: readonly {
    readonly producerId: number;
    readonly firstOffset: number;
    readonly marker: number;
  }[];
  /** The offsets of all records that a read_committed reader may see. */
  readonly visible: ReadonlySet<number>;
  readonly end: number;
}

const TIME = 1_713_277_200_000;

/** A partition's log after these steps; transactions that are open at its end are committed. */
export async function write(steps: readonly Step[], firstOffset: number): Promise<WrittenLog> {
  const batches: LoggedBatch[] = [];
  const aborted: { producerId: number; firstOffset: number; marker: number }[] = [];
  const visible = new Set<number>();
  const open = new Map<number, number[]>();
  let end = firstOffset;
  const append = async (batch: WrittenBatch): Promise<number[]> => {
    const { bytes, next } = await encodeBatch(batch, end, TIME + end);
    let offset = end - 1;
    const offsets = batch.records.map(({ offsetStep }) => (offset += offsetStep));
    batches.push({ bytes, from: end, next });
    end = next;
    return offsets;
  };
  const finish = async (producerId: number, isCommit: boolean) => {
    const offsets = open.get(producerId);
    if (offsets === undefined) return;
    open.delete(producerId);
    if (isCommit) for (const offset of offsets) visible.add(offset);
    else aborted.push({ producerId, firstOffset: offsets[0]!, marker: end });
    const { bytes, next } = await encodeMarker(producerId, isCommit, end, TIME + end);
    batches.push({ bytes, from: end, next });
    end = next;
  };
  for (const step of steps) {
    if (step.kind === "end") await finish(step.producerId, step.isCommit);
    else if (step.kind === "plain") {
      const offsets = await append({ ...step, producerId: -1, transactional: false });
      for (const offset of offsets) visible.add(offset);
    } else {
      const first = end;
      const offsets = await append({ ...step, transactional: true });
      // A transaction begins where its first batch does, whether that record is still there or not.
      open.set(step.producerId, [...(open.get(step.producerId) ?? [first]), ...offsets]);
    }
  }
  for (const producerId of [...open.keys()]) await finish(producerId, true);
  return { batches, aborted, visible, end };
}

/** What a broker sends of it from an offset on: from the batch that holds it. */
export function answerFrom({ batches, aborted }: WrittenLog, offset: number) {
  const sent = batches.filter(({ next }) => next > offset);
  return {
    records: Buffer.concat(sent.map(each => each.bytes)),
    aborted: aborted.filter(({ marker }) => marker >= offset),
  };
}
