import type { SchemaRegistry, TopicNames } from "@market/kafka";
import { type FeaturesFormat, prefixOf, readSchema, type SchemaPrefix } from "@market/wire";

/** What stands before the values that a windower writes; nothing where there is no registry. */
export interface OutputPrefixes {
  readonly features?: SchemaPrefix;
  readonly lateTicks?: SchemaPrefix;
}

/** Registers what the windower's topics hold. Features in JSON have no schema and no prefix. */
export async function registerOutputs(
  registry: SchemaRegistry,
  topics: TopicNames,
  format: FeaturesFormat,
  signal: AbortSignal,
): Promise<OutputPrefixes> {
  const tick = await readSchema("market.v1.Tick");
  const lateTicks = prefixOf(await registry.register(topics.lateTicks, tick, signal));
  if (format === "json") return { lateTicks };
  const schema = await readSchema("market.v1.Features");
  return { lateTicks, features: prefixOf(await registry.register(topics.features, schema, signal)) };
}
