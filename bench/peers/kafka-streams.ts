import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Peer } from "./peer.ts";

const SOURCE = fileURLToPath(new URL("kafka-streams/", import.meta.url));
const CACHE = fileURLToPath(new URL("../../.cache/", import.meta.url));

/** The heap is as large as the broker's; 3 GB showed no gain. The rest is explained in kafka-streams/README.md. */
const JVM = ["-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-XX:-UsePerfData"];
const LOGGING = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

/** Goals and not phases, so that the pom's two plug-ins are all there is to fetch. */
const GOALS = ["compiler:compile", "dependency:copy-dependencies"];
const MAVEN = ["-B", "-Dstyle.color=never", "-DincludeScope=runtime", "-DoutputDirectory=jars", ...GOALS];
/** 100 MB (RocksDB's are 73 of them) in ten minutes are 170 kB/s. */
const BUILD_MS_MAX = 600_000;
/** Maven says nothing for a while now and then. */
const PROGRESS_MS = 2_000;

/** Kafka Streams: exactly once, stores in memory, changelogs. Needs a JDK of Java 17 or newer and Maven. */
export const kafkaStreams: Peer = {
  name: "Kafka Streams",
  version: /<kafka\.version>(.+?)</.exec(readFileSync(join(SOURCE, "pom.xml"), "utf8"))![1]!,
  prepare,
  command() {
    const { JAVA_HOME } = process.env;
    const path = [join(home(), "target", "classes"), join(home(), "jars", "*")].join(delimiter);
    const program = [`-Djava.io.tmpdir=${tmpdir()}`, LOGGING, "-cp", path, "market.bench.Main"];
    return { file: JAVA_HOME ? join(JAVA_HOME, "bin", "java") : "java", args: [...JVM, ...program] };
  },
};

/** Builds next to the cache and renames, so that what is there is whole. */
async function prepare(progress: (text: string) => void, signal: AbortSignal): Promise<void> {
  if (existsSync(home())) return;
  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(`${home()}.part-`);
  try {
    await cp(SOURCE, part, { recursive: true });
    await build(part, progress, signal);
    await rename(part, home()).catch((error: unknown) => {
      if (!existsSync(home())) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Where it is once it is built: another source is another place. */
function home(): string {
  const hash = createHash("sha256");
  for (const file of globSync(["pom.xml", "src/**/*.java"], { cwd: SOURCE }).sort()) {
    hash.update(`${file}\n`).update(readFileSync(join(SOURCE, file)));
  }
  return join(CACHE, `kafka-streams-${hash.digest("hex").slice(0, 12)}`);
}

async function build(dir: string, progress: (text: string) => void, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  progress(`fetching Kafka Streams ${kafkaStreams.version} with Maven, once: about 100 MB`);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(BUILD_MS_MAX)]);
  const maven = spawn("mvn", MAVEN, { cwd: dir, signal: limit, stdio: ["ignore", "pipe", "pipe"] });
  let jars = 0;
  const errors: string[] = [];
  createInterface({ input: maven.stdout }).on("line", line => {
    if (/^\[INFO\] Downloaded from .*\.jar/.test(line)) jars += 1;
    else if (line.startsWith("[ERROR] ")) errors.push(line.slice("[ERROR] ".length));
  });
  // What the script itself has to say; it ends its colours even where it was to use none.
  createInterface({ input: maven.stderr }).on("line", line => {
    if (/[a-z]{2}/i.test(line)) errors.push(line);
  });
  const startedAt = performance.now();
  const ticking = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    progress(`fetching and compiling Kafka Streams: ${jars} jars, ${seconds} s`);
  }, PROGRESS_MS);
  // An error's own text comes before "close": no Maven, or the limit.
  const [code] = await once(maven, "close").catch((error: Error) => [error.message]);
  clearInterval(ticking);
  signal.throwIfAborted();
  if (code === 0) return;
  const why = errors.slice(0, 3).join("\n") || code;
  throw new Error(
    `Kafka Streams could not be built (a JDK of Java 17 or newer and Maven are needed): ${why}`,
  );
}
