import type { StartedRedpandaContainer } from "@testcontainers/redpanda";
import type { Broker, OpenOptions, Unavailable } from "./broker.ts";
import { deadline, unlessAborted } from "./deadline.ts";
import { dockerEngineAnswers } from "./docker-engine.ts";
import { pullImage } from "./pull-image.ts";
import type { Registry } from "./registry.ts";

const VERSION = "v26.1.13";
const IMAGE = `redpandadata/redpanda:${VERSION}`;
const NAME = `Redpanda ${VERSION} (Docker)`;

/** Redpanda is up within 5 s; the rest of this is for testcontainers' own small image, which it pulls first. */
const START_MS_MAX = 90_000;

/** A Redpanda in a container as a broker. */
export async function openRedpanda(options: OpenOptions): Promise<Broker | Unavailable> {
  return await open(options, container => ({
    brokers: container.getBootstrapServers(),
    name: NAME,
    close: async () => void (await container.stop()),
  }));
}

/** The schema registry of a Redpanda of its own, whose log nobody else uses. */
export async function openRedpandaRegistry(options: OpenOptions): Promise<Registry | Unavailable> {
  return await open(options, container => ({
    url: container.getSchemaRegistryAddress(),
    name: NAME,
    close: async () => void (await container.stop()),
  }));
}

/**
 * Redpanda in a container, which testcontainers' reaper removes even if this process is killed. Whatever fails here
 * is a reason to try the next kind of broker, not an error: an engine without a network is a common sight.
 */
async function open<T>(
  options: OpenOptions,
  use: (container: StartedRedpandaContainer) => T,
): Promise<T | Unavailable> {
  if (!(await dockerEngineAnswers(options.env))) return { unavailable: "no Docker engine answers" };
  try {
    await pullImage(IMAGE, options);
    options.progress(`starting Redpanda ${VERSION} in Docker`);
    return use(await start(options.signal));
  } catch (error) {
    options.signal?.throwIfAborted();
    return {
      unavailable: `Redpanda did not start in Docker: ${error instanceof Error ? error.message : error}`,
    };
  }
}

async function start(signal: AbortSignal | undefined): Promise<StartedRedpandaContainer> {
  const { RedpandaContainer } = await import("@testcontainers/redpanda");
  const starting = new RedpandaContainer(IMAGE).start();
  try {
    return await unlessAborted(starting, deadline(START_MS_MAX, signal));
  } catch (error) {
    // It may yet succeed; then its container goes at once.
    starting.then(
      container => container.stop(),
      () => {},
    );
    throw error;
  }
}
