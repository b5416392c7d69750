import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenOptions, Unavailable } from "./broker.ts";
import { runMaven } from "./maven.ts";

/** The newest release whose jars were all to be had on 2026-11-22 (4.4.0 lacked kafka-tools-api); runs on Java 17. */
export const KAFKA_VERSION = "4.3.1";

/** Kafka brings log4j-core of this version, but nothing that leads its slf4j 1.7 calls there: the one binding. */
const LOG4J_VERSION = "2.25.4";

const CACHE = fileURLToPath(new URL("../../../.cache/", import.meta.url));

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>market</groupId>
  <artifactId>kafka-jars</artifactId>
  <version>${KAFKA_VERSION}</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${KAFKA_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>${LOG4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * The directory with the broker's jars. The first call on a machine fetches them; it becomes the cache in one rename, so
 * that what is there is whole, and of two processes at once the later one takes the earlier one's.
 */
export async function kafkaJars(options: OpenOptions): Promise<string | Unavailable> {
  const home = join(CACHE, `kafka-${KAFKA_VERSION}`);
  const jars = join(home, "jars");
  if (existsSync(home)) return jars;

  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(`${home}.part-`);
  try {
    await writeFile(join(part, "pom.xml"), POM);
    const failure = await runMaven(`Apache Kafka ${KAFKA_VERSION}`, part, options);
    if (failure) return failure;
    await rename(part, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
    return jars;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
