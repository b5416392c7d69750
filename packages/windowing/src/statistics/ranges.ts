import { finite } from "./finite.ts";
import { logRatio } from "./log-ratio.ts";
import type { Statistics } from "./statistics.ts";

const NO_RANGE = "fewer than 2 ticks, or low not above 0";

/** Variances estimated from open, high, low and close (O, H, L, C) alone, of the window as it is, not annualized. */
export const ranges: Statistics<"parkinson_variance" | "garman_klass_variance" | "rogers_satchell_variance"> =
  {
    fields: {
      parkinson_variance: {
        unit: "1",
        formula: "ln(H / L)^2 / (4 ln 2)",
        nullWhen: NO_RANGE,
        reference: "Parkinson 1980",
      },
      garman_klass_variance: {
        unit: "1",
        formula: "0.5 ln(H / L)^2 - (2 ln 2 - 1) ln(C / O)^2",
        nullWhen: NO_RANGE,
        reference: "Garman & Klass 1980",
      },
      rogers_satchell_variance: {
        unit: "1",
        formula: "ln(H / C) ln(H / O) + ln(L / C) ln(L / O)",
        nullWhen: NO_RANGE,
        reference: "Rogers & Satchell 1991",
      },
    },
    compute({ columns, prices: { open, high, low, close } }, into) {
      into.parkinson_variance = null;
      into.garman_klass_variance = null;
      into.rogers_satchell_variance = null;
      if (columns.length < 2 || !(low > 0)) return;
      const range = logRatio(high, low);
      const change = logRatio(close, open);
      const above = logRatio(high, close) * logRatio(high, open);
      const below = logRatio(low, close) * logRatio(low, open);
      into.parkinson_variance = finite((range * range) / (4 * Math.LN2));
      into.garman_klass_variance = finite(0.5 * range * range - (2 * Math.LN2 - 1) * change * change);
      into.rogers_satchell_variance = finite(above + below);
    },
  };
