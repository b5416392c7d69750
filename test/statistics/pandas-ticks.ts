import { dice } from "./dice.ts";

export interface PandasTick {
  readonly time: number;
  readonly price: number;
  readonly volume: number;
}

const START = Date.parse("2024-04-16T14:20:00Z");
const MINUTE_MS = 60_000;
/** So many ticks each minute; in the one with 5 the price does not change, in the one with none there is no window. */
const TICKS = [1, 2, 3, 4, 5, 0, 17, 60, 400];
const CONSTANT = 5;

/** Ticks of nine minutes, single-precision prices as the feed sends them: the same on every machine. */
export function pandasTicks(): PandasTick[] {
  const random = dice(20_240_416);
  let cents = 18_461;
  return TICKS.flatMap((count, minute) => {
    const times = Array.from({ length: count }, () => Math.floor(random() * MINUTE_MS)).sort((a, b) => a - b);
    return times.map(time => {
      if (count !== CONSTANT) cents += Math.floor(random() * 7) - 3;
      const volume = Math.floor(random() * 900);
      return { time: START + minute * MINUTE_MS + time, price: Math.fround(cents / 100), volume };
    });
  });
}
