/** Printable ASCII without spaces; the longest tickers in use (options) have 21 characters. */
const TICKER = /^[!-~]{1,64}$/;

/**
 * Whether the text can be a ticker. Tickers are keys and are kept for as long as a task lives, so their length is
 * bounded wherever they come from.
 */
export function isTicker(text: string): boolean {
  return TICKER.test(text);
}
