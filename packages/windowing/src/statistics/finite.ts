/**
 * The one place where a result that is no number becomes null: an overflow of extreme magnitudes, or an
 * undefined value on its way out. A zero loses its sign, which would say nothing.
 */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}
