import { readFileSync } from "node:fs";

/** What the chain of checkpoints promises about itself. */
export interface CheckpointRecord {
  readonly seq: number;
  readonly chunk: number;
  readonly position: number;
  readonly lowWater: number;
}

const PROTO = readFileSync(new URL("../../proto/market/v1/checkpoint.proto", import.meta.url), "utf8");

const SEQ = numberOf("seq");
const CHUNK = numberOf("chunk");
const POSITION = numberOf("position");
const LOW_WATER = numberOf("low_water");

/** Reads a checkpoint's head without the code under test; a field that is 0 is not on the wire. */
export function readCheckpoint(value: Buffer): CheckpointRecord {
  const fields = new Map<number, number>();
  let at = 0;
  const varint = () => {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = value[at++]!;
      result += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return result;
    }
  };
  while (at < value.length) {
    const tag = varint();
    const number = varint();
    if (tag % 8 === 2) at += number;
    else fields.set(tag >> 3, number);
  }
  const field = (number: number) => fields.get(number) ?? 0;
  return { seq: field(SEQ), chunk: field(CHUNK), position: field(POSITION), lowWater: field(LOW_WATER) };
}

/** The number of a field of Checkpoint, which comes first in the file. */
function numberOf(field: string): number {
  const found = new RegExp(`^  \\w+ ${field} = (\\d+);`, "m").exec(PROTO);
  if (found === null) throw new Error(`checkpoint.proto has no ${field}`);
  return Number(found[1]);
}
