import { type Broker, TOPICS } from "./broker.ts";
import { readCheckpoint } from "./checkpoint.ts";
import type { Fetched } from "./record.ts";

/** Checkpoints are one chain: each extends the one before. The committed offset never runs ahead of it. */
export function chainFaults(broker: Broker, partition: number): string[] {
  const records = broker.log(TOPICS.checkpoints, partition).committed();
  const heads = records.map(head).filter(({ chunk }) => chunk === 0);
  const faults: string[] = [];
  let before = { seq: 0, position: 0, lowWater: 0 };
  for (const checkpoint of heads) {
    const { seq, position, lowWater } = checkpoint;
    if (seq !== before.seq + 1) faults.push(`checkpoint ${seq} behind ${before.seq}`);
    if (position < before.position) faults.push(`checkpoint ${seq}: position goes back to ${position}`);
    if (lowWater < before.lowWater) faults.push(`checkpoint ${seq}: low water goes back to ${lowWater}`);
    if (lowWater > position) faults.push(`checkpoint ${seq}: low water ${lowWater} above ${position}`);
    before = checkpoint;
  }
  const committed = broker.offsets.of(partition);
  if (committed > before.lowWater) faults.push(`offset ${committed} committed above ${before.lowWater}`);
  return faults;
}

export function head({ value }: Fetched) {
  return readCheckpoint(value ?? Buffer.alloc(0));
}
