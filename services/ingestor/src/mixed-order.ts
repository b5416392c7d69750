/**
 * The same for the same tickers, and one that mixes markets: in the order of the alphabet all of Tokyo would be in
 * one socket, whose silence at noon could not be told from a stall.
 */
export function inMixedOrder(tickers: readonly string[]): string[] {
  const hashed = tickers.map(ticker => ({ ticker, hash: hashOf(ticker) }));
  hashed.sort((a, b) => a.hash - b.hash || (a.ticker < b.ticker ? -1 : 1));
  return hashed.map(({ ticker }) => ticker);
}

/** FNV-1a, with its bits mixed at the end: alone it leaves names that end alike together. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
}
