import type { Tick } from "@market/windowing";
import { decodeTick, TickReader } from "@market/wire";
import { type Values, valuesOf } from "./values.ts";

// One run of one decoder over one case, in a process of its own, so that neither sees what the other has taught the compiler:
// node --expose-gc --min-semi-space-size=128 --max-semi-space-size=128 bench/decode/decode.ts
//   '{"decoder":"TickReader","tickers":10000,"ticks":200000,"passes":20}'

export interface DecodeCase {
  readonly decoder: "TickReader" | "decodeTick";
  readonly tickers: number;
  /** Values in the buffer. */
  readonly ticks: number;
  /** How often they are all read, timed; before that a fifth as often, untimed. */
  readonly passes: number;
}

export interface DecodeScore {
  /** A second of CPU, of all threads: what other processes take does not count, the collection of garbage does. */
  readonly ticksPerS: number;
  readonly garbageBytesPerTick: number;
  /** The same for whoever reads right. */
  readonly checksum: number;
}

/** So few fit into the young generation whatever they leave behind, so that nothing of it is collected before it is counted. */
const COUNTED = 20_000;

const given: DecodeCase = JSON.parse(process.argv[2]!);
const values = valuesOf(given.tickers, given.ticks);
const read = given.decoder === "TickReader" ? withReader() : withDecodeTick;
process.stdout.write(`${JSON.stringify(score())}\n`);

function score(): DecodeScore {
  for (let pass = 0; pass < Math.max(1, given.passes / 5); pass++) read(values, given.ticks);
  const before = process.cpuUsage();
  let checksum = 0;
  for (let pass = 0; pass < given.passes; pass++) checksum += read(values, given.ticks);
  const { user, system } = process.cpuUsage(before);
  const ticksPerS = (given.passes * given.ticks * 1e6) / (user + system);
  return { ticksPerS, garbageBytesPerTick: garbage(), checksum };
}

/** What the heap has grown by, a tick, between a collection and the next. */
function garbage(): number {
  const ticks = Math.min(COUNTED, given.ticks);
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  read(values, ticks);
  return (process.memoryUsage().heapUsed - before) / ticks;
}

function withReader() {
  const reader = new TickReader();
  return ({ bytes, from, to }: Values, ticks: number): number => {
    let sum = 0;
    for (let i = 0; i < ticks; i++)
      if (reader.read(bytes, from[i]!, to[i]!)) sum = (sum + digest(reader.tick)) | 0;
    return sum;
  };
}

function withDecodeTick({ bytes, from, to }: Values, ticks: number): number {
  let sum = 0;
  for (let i = 0; i < ticks; i++) {
    const tick = decodeTick(bytes.subarray(from[i]!, to[i]!));
    if (tick !== null) sum = (sum + digest(tick)) | 0;
  }
  return sum;
}

/** A little of each kind of field, so that none is left unread; an integer, so that adding it up leaves no garbage. */
function digest({ ticker, time, price, day_volume, source }: Tick): number {
  return (time + price * 100 + (day_volume ?? 0) + ticker.length + (source === null ? 0 : 1)) | 0;
}
