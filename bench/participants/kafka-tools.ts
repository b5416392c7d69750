import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "../child.ts";
import type { Bench } from "../part.ts";

/** That of the broker which the bench starts where none is given. */
const VERSION = "4.3.1";
/** Pinned: what Maven would choose by itself depends on the day. */
const GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
const CACHE = fileURLToPath(new URL("../../.cache/", import.meta.url));

/** The tool logs by slf4j 1.7, which says on stderr that nobody listens: that is all right. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>market</groupId>
  <artifactId>kafka-tools-jars</artifactId>
  <version>${VERSION}</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka-tools</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * The directory with the jars of Kafka's command-line tools, which its broker does not need. Fetched once, with Maven; it becomes the
 * cache in one rename, so that what is there is whole.
 */
export async function toolsJars({ progress, signal }: Pick<Bench, "progress" | "signal">): Promise<string> {
  const home = join(CACHE, `kafka-tools-${VERSION}`);
  const jars = join(home, "jars");
  if (existsSync(home)) return jars;
  progress(`fetching Kafka's tools ${VERSION} with Maven, once: about 60 MB`);
  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(`${home}.part-`);
  try {
    await writeFile(join(part, "pom.xml"), POM);
    await copyJars(part, signal);
    await rename(part, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
    return jars;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** The Java that the broker runs on: JAVA_HOME's if that is set, else the one on the path. */
export function javaCommand({ JAVA_HOME }: NodeJS.ProcessEnv): string {
  return JAVA_HOME ? join(JAVA_HOME, "bin", "java") : "java";
}

async function copyJars(dir: string, signal: AbortSignal): Promise<void> {
  const args = ["-B", "-q", "-f", dir, "-DincludeScope=runtime", "-DoutputDirectory=jars", GOAL];
  const maven = new Child("Maven", { file: "mvn", args });
  try {
    await maven.unlessAborted(signal);
  } finally {
    await maven.stop();
  }
  if (!existsSync(join(dir, "jars", `kafka-tools-${VERSION}.jar`)))
    throw new Error(`Maven could not fetch Kafka's tools ${VERSION}:\n${maven.lastWords}`);
}
