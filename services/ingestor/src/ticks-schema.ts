import type { SchemaRegistry } from "@market/kafka";
import { prefixOf, readSchema, type SchemaPrefix } from "@market/wire";

/** Registers what the ticks topic holds; the prefix that its ticks carry from then on. */
export async function registerTicks(
  registry: SchemaRegistry,
  ticksTopic: string,
  signal: AbortSignal,
): Promise<SchemaPrefix> {
  const id = await registry.register(ticksTopic, await readSchema("market.v1.Tick"), signal);
  return prefixOf(id);
}
