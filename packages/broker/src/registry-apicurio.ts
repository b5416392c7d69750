import { closeSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenOptions, Unavailable } from "./broker.ts";
import { findJava } from "./java.ts";
import { quote } from "./kafka-log.ts";
import { type Leashed, spawnLeashed } from "./leash.ts";
import { freePorts, LOOPBACK } from "./port.ts";
import type { Registry } from "./registry.ts";
import { APICURIO_VERSION, registryJar } from "./registry-archive.ts";

/** Ready after 3 s on two cores (2026-11-22); this is for a machine that is busy with much else. */
const START_MS_MAX = 90_000;
const LOOK_MS = 100;

/** Apicurio Registry as a child process that dies with this one; what it is told it keeps in memory. */
export async function openApicurio(options: OpenOptions): Promise<Registry | Unavailable> {
  if (process.platform === "win32") return { unavailable: "is started on Linux and macOS only" };
  const java = await findJava(options.env);
  if ("unavailable" in java) return java;
  const jar = await registryJar(options);
  if (typeof jar !== "string") return jar;

  const name = `Apicurio Registry ${APICURIO_VERSION} (Java ${java.version})`;
  const [port] = (await freePorts(1)) as [number];
  const url = `http://${LOOPBACK}:${port}/apis/ccompat/v7`;
  const dir = await mkdtemp(join(tmpdir(), "market-registry-"));
  const log = join(dir, "registry.log");
  options.progress(`starting ${name}`);
  const startedAt = performance.now();
  const running = start(java.command, jar, port, dir, log, options);
  const close = async () => {
    running.kill("SIGKILL");
    await running.ended;
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await untilReady(running, url, log, options.signal);
    await beLikeConfluent(url);
  } catch (error) {
    await close();
    throw error;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  options.progress(`${name} is ready at ${url} after ${seconds.toFixed(1)} s`);
  return { url, name, close };
}

function start(
  java: string,
  jar: string,
  port: number,
  dir: string,
  log: string,
  { env }: OpenOptions,
): Leashed {
  const output = openSync(log, "w");
  // It lives for minutes: compiling it well would take longer than it runs.
  const machine = ["-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", `-Djava.io.tmpdir=${dir}`];
  const http = [`-Dquarkus.http.host=${LOOPBACK}`, `-Dquarkus.http.port=${port}`];
  try {
    return spawnLeashed([java, ...machine, ...http, "-jar", jar], { dir, env, output });
  } finally {
    closeSync(output);
  }
}

async function untilReady(
  running: Leashed,
  url: string,
  log: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    if (await answers(url)) return;
    if (running.ending)
      throw new Error(`Apicurio ended (${running.ending.how}) before it was ready:\n${await quote(log)}`);
    if (performance.now() - startedAt > START_MS_MAX)
      throw new Error(`Apicurio was not ready after ${START_MS_MAX / 1000} s:\n${await quote(log)}`);
    await sleep(LOOK_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/subjects`)).ok;
  } catch {
    return false;
  }
}

/** Its own default lets every schema follow every other. */
async function beLikeConfluent(url: string): Promise<void> {
  const response = await fetch(`${url}/config`, {
    method: "PUT",
    headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
    body: JSON.stringify({ compatibility: "BACKWARD" }),
  });
  if (!response.ok) throw new Error(`Apicurio does not set its compatibility: HTTP ${response.status}`);
}
