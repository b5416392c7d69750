import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { parseArgs } from "node:util";
import { WEEK, weekTicks } from "./week-ticks.ts";

// Writes a recording of a week, a tick a line, the same for the same seed:
// node bench/week.ts [--tickers 500] [--every 3] [--days 5] [--seed 1] [--out FILE]
// A tenth of a week is --days 0.5.

const CHUNK = 1_048_576;

const { values } = parseArgs({
  options: {
    tickers: { type: "string", default: String(WEEK.tickers) },
    every: { type: "string", default: String(WEEK.everyS) },
    days: { type: "string", default: String(WEEK.days) },
    seed: { type: "string", default: String(WEEK.seed) },
    out: { type: "string" },
  },
});
const week = {
  tickers: positive("tickers"),
  everyS: positive("every"),
  days: positive("days"),
  seed: positive("seed"),
};
const output = values.out === undefined ? process.stdout : createWriteStream(values.out);
// Whoever reads no further wants no more.
output.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

let held = "";
let ticks = 0;
for (const tick of weekTicks(week)) {
  held += `${JSON.stringify(tick)}\n`;
  ticks++;
  if (held.length >= CHUNK) {
    if (!output.write(held)) await once(output, "drain");
    held = "";
  }
}
await new Promise<void>(resolve => {
  output.write(held, () => resolve());
});
process.stderr.write(`${ticks} ticks\n`);

function positive(name: "tickers" | "every" | "days" | "seed"): number {
  const value = Number(values[name]);
  if (value > 0) return value;
  process.stderr.write(`--${name} ${values[name]}: expected a number above 0\n`);
  process.exit(2);
}
