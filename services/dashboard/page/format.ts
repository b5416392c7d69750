const fixed = new Map<number, Intl.NumberFormat>();
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 5 });

/** A value that is not known. */
export const NONE = "–";

/** A price with as many decimals as its ticker's prices have; `more` where what is computed from them needs them. */
export function price(value: number, decimals: number, more = 0): string {
  const key = decimals * 10 + more;
  let format = fixed.get(key);
  if (!format) {
    format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals + more,
    });
    fixed.set(key, format);
  }
  return minus(format.format(value));
}

/** 950, 12,345, 1.235M: whole below a hundred thousand. */
export function amount(value: number | null): string {
  if (value === null) return NONE;
  return minus(Math.abs(value) < 100_000 ? whole.format(value) : compact.format(value));
}

/** +1.24%, −0.30%, 0.00%. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return NONE;
  const text = `${price(Math.abs(share) * 100, 2)}%`;
  if (text === "0.00%") return text;
  return (share > 0 ? "+" : "−") + text;
}

/** The most decimals that any of the prices has when written as short as it can be; 2 to 8. */
export function decimalsOf(prices: Iterable<number>): number {
  let most = 2;
  for (const value of prices) {
    const [digits, exponent] = String(value).split("e");
    const decimals = (digits?.split(".")[1]?.length ?? 0) - Number(exponent ?? 0);
    if (decimals > most) most = decimals;
  }
  return Math.min(most, 8);
}

/** A figure of any size in about five digits; very small ones as 3.1e−7. */
export function figure(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return minus(value.toExponential(3).replace(/\.?0+e/, "e"));
  if (Math.abs(value) >= 1e6) return minus(compact.format(value));
  return minus(significant.format(value));
}

/** 0.3 s, 12.4 s, 3 min, 2 h: how long, to be read at a glance. */
export function duration(ms: number): string {
  const s = Math.max(ms, 0) / 1_000;
  if (s < 99.95) return `${s.toFixed(1)} s`;
  if (s < 5_400) return `${Math.round(s / 60)} min`;
  return `${Math.round(s / 3_600)} h`;
}

function minus(text: string): string {
  return text.replaceAll("-", "−");
}
