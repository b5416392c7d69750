import { Queue } from "@market/ingestor";
import { partitionOf } from "@market/kafka";
import type { Tick } from "@market/windowing";
import { encodeTick, parseFrame, TickWriter } from "@market/wire";
import { RecordBatchWriter } from "../../packages/kafka/src/record-batch-writer.ts";
import { parseAnyFrame } from "../../packages/wire/src/frame.ts";
import { prepareFrames, tickersOf } from "./frames.ts";

// What an ingestor does with a frame between its socket and its broker, each step alone: `node stages.ts TICKERS PASSES PARTITIONS`
// prints nanoseconds of CPU a frame, by step, as JSON. After a step's name, what it was done by before.

/** Records of a batch, as a busy ingestor sends them. */
const BATCH = 400;
const TAKEN = 5_000;

const [tickers, passes, partitions] = process.argv.slice(2).map(Number) as [number, number, number];
const frames = prepareFrames(tickersOf(tickers)).map(({ frame }) => String(frame.text(2)));
const ticks = frames.map(tickOf);
const values = ticks.map(tick => encodeTick(tick));

const STEPS: Readonly<Record<string, () => unknown>> = {
  "frame to tick": () => {
    for (const frame of frames) parseFrame(frame, 0);
  },
  "frame to tick by JSON.parse and protobufjs": () => {
    for (const frame of frames) parseAnyFrame(frame, 0);
  },
  "tick to bytes": () => {
    const writer = new TickWriter();
    for (const tick of ticks) writer.write(tick);
  },
  "tick to bytes by protobufjs": () => {
    for (const tick of ticks) encodeTick(tick);
  },
  "through the queue": () => {
    const queue = new Queue();
    for (const record of records()) {
      queue.push(record);
      if (queue.length === TAKEN) queue.take(TAKEN);
    }
  },
  "records to batches": () => {
    const writers = Array.from({ length: partitions }, (_, partition) => new RecordBatchWriter(partition));
    for (const record of records()) {
      const writer = writers[record.partition]!;
      writer.add(record);
      if (writer.records < BATCH) continue;
      writer.finish({ producerId: 1n, epoch: 0, sequence: 0 });
      writer.clear();
    }
  },
};

const known = ticks.map((tick, index) => ({
  partition: partitionOf(tick.ticker, partitions),
  key: tick.ticker,
  value: values[index]!,
  timestamp: tick.received_time,
  time: tick.time,
}));
const records = () => known;

const took = Object.entries(STEPS).map(([step, run]) => {
  for (let pass = 0; pass < Math.max(2, passes / 5); pass++) run();
  const { user, system } = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++) run();
  const after = process.cpuUsage({ user, system });
  return [step, ((after.user + after.system) * 1_000) / (passes * frames.length)];
});
process.stdout.write(`${JSON.stringify(Object.fromEntries(took))}\n`);

function tickOf(frame: string): Tick {
  const parsed = parseFrame(frame, 1_795_000_000_000);
  if (!("tick" in parsed)) throw new Error(`a frame of the market is no tick: ${parsed.reason}`);
  return parsed.tick;
}
