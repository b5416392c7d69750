import type { OpenOptions, Unavailable } from "./broker.ts";
import { deadline, unlessAborted } from "./deadline.ts";
import { dockerEngineAnswers } from "./docker-engine.ts";
import { pullImage } from "./pull-image.ts";
import type { Registry } from "./registry.ts";

/** The broker's image: it is there already where the broker is Redpanda too. */
const VERSION = "v26.1.13";
const IMAGE = `redpandadata/redpanda:${VERSION}`;

const START_MS_MAX = 90_000;

/** The registry of a Redpanda of its own, whose log nobody else uses. */
export async function openRedpandaRegistry(options: OpenOptions): Promise<Registry | Unavailable> {
  if (!(await dockerEngineAnswers(options.env))) return { unavailable: "no Docker engine answers" };
  try {
    await pullImage(IMAGE, options);
    options.progress(`starting Redpanda ${VERSION} in Docker`);
    const { RedpandaContainer } = await import("@testcontainers/redpanda");
    const starting = new RedpandaContainer(IMAGE).start();
    const container = await unlessAborted(starting, deadline(START_MS_MAX, options.signal)).catch(
      (error: unknown) => {
        // It may yet succeed; then its container goes at once.
        starting.then(
          late => late.stop(),
          () => {},
        );
        throw error;
      },
    );
    return {
      url: container.getSchemaRegistryAddress(),
      name: `Redpanda ${VERSION} (Docker)`,
      close: async () => void (await container.stop()),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    return {
      unavailable: `Redpanda did not start in Docker: ${error instanceof Error ? error.message : error}`,
    };
  }
}
