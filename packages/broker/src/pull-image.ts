import type { OpenOptions } from "./broker.ts";
import { deadline, unlessAborted } from "./deadline.ts";
import { paced } from "./paced.ts";

/** About 200 MB are pulled; a line so slow that this is not enough gets Apache Kafka's 45 MB sooner. */
const PULL_MS_MAX = 180_000;

/** What the engine says of itself and of its images takes milliseconds, if it says anything. */
const LOOK_MS_MAX = 20_000;

/** What the engine says of one layer, as far as it is of use here. */
interface Layer {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** Gives the Docker engine an image it does not have yet. testcontainers would as well, but silently and for ever. */
export async function pullImage(image: string, options: OpenOptions): Promise<void> {
  const { getContainerRuntimeClient, ImageName } = await import("testcontainers");
  const looking = deadline(LOOK_MS_MAX, options.signal);
  const client = await unlessAborted(getContainerRuntimeClient(), looking);
  if (await unlessAborted(client.image.exists(ImageName.fromString(image)), looking)) return;

  options.progress(`pulling ${image} into Docker, once`);
  const say = paced(options.progress);
  const layers = new Map<string, number>();
  const pulling = deadline(PULL_MS_MAX, options.signal);
  const { dockerode } = client.container;
  try {
    const stream = await dockerode.pull(image, { abortSignal: pulling });
    await new Promise<void>((resolve, reject) => {
      const onLayer = ({ id, status, progressDetail }: Layer) => {
        if (status === "Downloading" && id) layers.set(id, progressDetail?.current ?? 0);
        const bytes = [...layers.values()].reduce((sum, current) => sum + current, 0);
        say(() => `pulling ${image}: ${Math.round(bytes / 1e6)} MB`);
      };
      dockerode.modem.followProgress(stream, error => (error ? reject(error) : resolve()), onLayer);
    });
  } catch (error) {
    if (!pulling.aborted) throw error;
    throw new Error(`its image was not pulled within ${PULL_MS_MAX / 60_000} minutes`, { cause: error });
  }
}
