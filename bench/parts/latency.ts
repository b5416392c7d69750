import { dueToVisible } from "../latency/due-to-visible.ts";
import { receivedToAcknowledged } from "../latency/received-to-acknowledged.ts";
import type { Span } from "../latency/span.ts";
import type { Part, Result } from "../part.ts";

const RATES = [1_000, 10_000, 50_000];
const WHOLE: Span = { warmUpMs: 20_000, measureMs: 60_000, windowMs: 10_000 };
const QUICK: Span = { warmUpMs: 3_000, measureMs: 3_000, windowMs: 1_000 };

export const latencyPart: Part = {
  name: "latency",
  what: "frame received to tick acknowledged, and window due to features visible, at 1,000 to 50,000 ticks/s",
  run: async bench => {
    const span = bench.isQuick ? QUICK : WHOLE;
    const results: Result[] = [];
    for (const rate of bench.isQuick ? RATES.slice(0, 1) : RATES) {
      bench.progress(`latency at ${rate} ticks/s: simulator and ingestor, ${span.measureMs / 1_000} s`);
      results.push(...(await receivedToAcknowledged(bench, rate, span)));
      bench.progress(`latency at ${rate} ticks/s: windower, ${span.measureMs / 1_000} s`);
      results.push(...(await dueToVisible(bench, rate, span)));
    }
    return results;
  },
};
