const BARS = "▁▂▃▄▅▆▇█";
const FLAT = "▄";

/** The latest `length` values as bars between the lowest and the highest of them. */
export function sparkline(values: readonly number[], length: number): string {
  const shown = length > 0 ? values.slice(-length) : [];
  const low = Math.min(...shown);
  const range = Math.max(...shown) - low;
  const bar = (value: number) => BARS[Math.round(((value - low) / range) * (BARS.length - 1))];
  return shown.map(value => (range > 0 ? bar(value) : FLAT)).join("");
}
