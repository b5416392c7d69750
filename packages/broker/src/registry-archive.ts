import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { OpenOptions, Unavailable } from "./broker.ts";
import { deadline } from "./deadline.ts";
import { spawnLeashed } from "./leash.ts";

/** The newest of the releases that run on Java 17 (3.x wants 21) and were to be had on 2026-11-22. */
export const APICURIO_VERSION = "2.6.13.Final";

const CACHE = fileURLToPath(new URL("../../../.cache/", import.meta.url));

/** Pinned as maven.ts has it; this goal unpacks as well. */
const GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack-dependencies";
const ARGUMENTS = ["-B", "-U", "-Dstyle.color=never", "-DoutputDirectory=app"];

/** 142 MB took 8 s on a fast line (2026-11-22); ten minutes are 240 kB/s. */
const FETCH_MS_MAX = 600_000;
const PROGRESS_MS = 2_000;

/** The archive holds all that it needs, so what it was built from is excluded. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>market</groupId>
  <artifactId>schema-registry</artifactId>
  <version>${APICURIO_VERSION}</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.apicurio</groupId>
      <artifactId>apicurio-registry-app</artifactId>
      <version>${APICURIO_VERSION}</version>
      <classifier>all</classifier>
      <type>tar.gz</type>
      <exclusions>
        <exclusion>
          <groupId>*</groupId>
          <artifactId>*</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
  </dependencies>
</project>
`;

/**
 * The runnable jar of Apicurio Registry. The first call on a machine fetches it; it becomes the cache in one rename, like
 * Kafka's jars.
 */
export async function registryJar(options: OpenOptions): Promise<string | Unavailable> {
  const home = join(CACHE, `apicurio-${APICURIO_VERSION}`);
  const jar = join(home, "app", `apicurio-registry-app-${APICURIO_VERSION}-runner.jar`);
  if (existsSync(home)) return jar;

  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(`${home}.part-`);
  try {
    await writeFile(join(part, "pom.xml"), POM);
    const failure = await unpack(part, options);
    if (failure) return failure;
    await rename(part, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
    return jar;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function unpack(dir: string, options: OpenOptions): Promise<Unavailable | undefined> {
  const what = `Apicurio Registry ${APICURIO_VERSION}`;
  options.signal?.throwIfAborted();
  options.progress(`fetching ${what} with Maven, once: about 140 MB`);
  const maven = spawnLeashed(["mvn", ...ARGUMENTS, GOAL], { dir, env: options.env, output: "pipe" });
  const stop = () => maven.kill("SIGKILL");
  const ending = deadline(FETCH_MS_MAX, options.signal);
  ending.addEventListener("abort", stop, { once: true });
  // The first error line is the one that names the cause.
  let error: string | undefined;
  createInterface({ input: maven.output! }).on("line", line => {
    if (line.startsWith("[ERROR] ")) error ??= line.slice("[ERROR] ".length);
  });
  const startedAt = performance.now();
  const ticking = setInterval(
    () => options.progress(`fetching ${what}: ${Math.round((performance.now() - startedAt) / 1000)} s`),
    PROGRESS_MS,
  );
  const { code, how } = await maven.ended;
  clearInterval(ticking);
  ending.removeEventListener("abort", stop);
  options.signal?.throwIfAborted();
  if (code === 0) return undefined;
  if (code === 127) return { unavailable: "there is no Maven (mvn does not run)" };
  return { unavailable: `Maven could not fetch ${what}: ${error ?? how}` };
}
