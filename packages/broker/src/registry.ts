import type { OpenOptions, Unavailable } from "./broker.ts";
import { openRedpandaRegistry } from "./redpanda.ts";
import { openApicurio } from "./registry-apicurio.ts";

/** A schema registry that speaks Confluent's protocol and is up, for as long as it is not closed. */
export interface Registry {
  /** As SCHEMA_REGISTRY_URL wants it. */
  readonly url: string;
  /** What it is, for people. */
  readonly name: string;
  close(): Promise<void>;
}

/**
 * Opens the first registry to be had, empty and with Confluent's default of backward compatibility: the one TEST_REGISTRY_URL
 * names, which is left as it is, Redpanda's on a Docker engine, Apicurio on this machine's Java. It needs no broker, so both may be
 * opened at once. With none to be had it throws an Error that says how to get one.
 */
export async function openRegistry(options: OpenOptions): Promise<Registry> {
  const given = options.env.TEST_REGISTRY_URL?.trim();
  if (given) return { url: given, name: "TEST_REGISTRY_URL", close: async () => {} };

  const redpanda = await openRedpandaRegistry(options);
  if (!("unavailable" in redpanda)) return redpanda;
  options.progress(`${redpanda.unavailable}; using Apicurio Registry on this machine's Java instead`);

  const apicurio = await openApicurio(options);
  if (!("unavailable" in apicurio)) return apicurio;
  throw noRegistry(redpanda, apicurio);
}

function noRegistry(redpanda: Unavailable, apicurio: Unavailable): Error {
  return new Error(`no schema registry is to be had on this machine. Tried:
  - TEST_REGISTRY_URL: not set
  - Redpanda: ${redpanda.unavailable}
  - Apicurio Registry: ${apicurio.unavailable}
Any one of these gives you one:
  - set TEST_REGISTRY_URL to the URL of a running registry, as in TEST_REGISTRY_URL=http://localhost:8081
  - start Docker (the Redpanda image is pulled by itself)
  - install Java 17 or newer and Maven (Apicurio Registry is fetched by itself, once)`);
}
