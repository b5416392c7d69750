import { readFile } from "node:fs/promises";

/** What values of our topics are, by the message's full name. Each is the first message of its file. */
export type SchemaName = "market.v1.Tick" | "market.v1.Features";

const FILES: Readonly<Record<SchemaName, string>> = {
  "market.v1.Tick": "tick.proto",
  "market.v1.Features": "features.proto",
};

/** The schema's text, as a registry wants it. */
export async function readSchema(name: SchemaName): Promise<string> {
  return await readFile(new URL(`../../../proto/market/v1/${FILES[name]}`, import.meta.url), "utf8");
}
