import type { Headers } from "@market/log";
import { VarintReader } from "./varints.ts";

/**
 * A record's headers in bytes [from, to), which begin with how many they are; the first of a name counts, and one without a value
 * is none.
 */
export function readHeaders(bytes: Buffer, from: number, to: number): Headers {
  const reader = new VarintReader(bytes);
  reader.at = from;
  const found: Record<string, string> = {};
  for (let left = reader.next(); left > 0 && reader.at < to; left--) {
    const name = readText(reader, bytes);
    const value = readText(reader, bytes);
    if (name !== undefined && value !== undefined && !Object.hasOwn(found, name)) found[name] = value;
  }
  return found;
}

function readText(reader: VarintReader, bytes: Buffer): string | undefined {
  const length = reader.next();
  if (length < 0) return undefined;
  const from = reader.at;
  reader.at += length;
  return bytes.toString("utf8", from, reader.at);
}
