import { createInterface } from "node:readline";
import type { OpenOptions, Unavailable } from "./broker.ts";
import { deadline } from "./deadline.ts";
import { spawnLeashed } from "./leash.ts";

/** The plug-in's version is pinned: what Maven would choose by itself depends on the day. */
const GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/** -U: what Maven remembers as not to be had is asked for again. */
const ARGUMENTS = ["-B", "-U", "-Dstyle.color=never", "-DincludeScope=runtime", "-DoutputDirectory=jars"];

/** With an empty Maven repository it took 9 s on a fast line (2026-11-22); ten minutes are 75 kB/s. */
const FETCH_MS_MAX = 600_000;

/** Maven says nothing for a while now and then, so progress goes by the clock and not by what arrives. */
const PROGRESS_MS = 2_000;

const UNITS: Readonly<Record<string, number>> = { B: 1e-6, kB: 1e-3, MB: 1, GB: 1e3 };

interface Arrived {
  jars: number;
  megabytes: number;
  readonly errors: string[];
}

/**
 * Copies the dependencies of `<dir>/pom.xml` to `<dir>/jars`, fetching them and the plug-in that copies them where
 * Maven's own repository lacks them. What goes wrong is the reason why there is no broker of this kind.
 */
export async function runMaven(
  what: string,
  dir: string,
  options: OpenOptions,
): Promise<Unavailable | undefined> {
  options.signal?.throwIfAborted();
  options.progress(`fetching ${what} with Maven, once: about 45 MB`);
  const maven = spawnLeashed(["mvn", ...ARGUMENTS, GOAL], { dir, env: options.env, output: "pipe" });
  const stop = () => maven.kill("SIGKILL");
  const ending = deadline(FETCH_MS_MAX, options.signal);
  ending.addEventListener("abort", stop, { once: true });

  const arrived: Arrived = { jars: 0, megabytes: 0, errors: [] };
  createInterface({ input: maven.output! }).on("line", line => note(line, arrived));
  const startedAt = performance.now();
  const ticking = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    options.progress(
      `fetching ${what}: ${arrived.jars} jars, ${Math.round(arrived.megabytes)} MB, ${seconds} s`,
    );
  }, PROGRESS_MS);
  const { code, how } = await maven.ended;
  clearInterval(ticking);
  ending.removeEventListener("abort", stop);
  options.signal?.throwIfAborted();
  if (code === 0) return undefined;
  if (code === 127) return { unavailable: "there is no Maven (mvn does not run)" };
  const why = ending.aborted ? `not within ${FETCH_MS_MAX / 60_000} minutes` : (arrived.errors[0] ?? how);
  return { unavailable: `Maven could not fetch ${what}: ${why}` };
}

/** The first error line is the one that names the cause; the others say where to read about Maven. */
function note(line: string, arrived: Arrived): void {
  const size = /^\[INFO\] Downloaded from .*\.jar \(([\d.]+) (\w+)/.exec(line);
  if (size) {
    arrived.jars += 1;
    arrived.megabytes += Number(size[1]) * (UNITS[size[2]!] ?? 0);
  } else if (line.startsWith("[ERROR] ")) {
    arrived.errors.push(line.slice("[ERROR] ".length));
  }
}
