import { closeSync, openSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Broker, OpenOptions, Unavailable } from "./broker.ts";
import { findJava, type Java } from "./java.ts";
import { KAFKA_VERSION, kafkaJars } from "./kafka-jars.ts";
import { quote, untilReady } from "./kafka-log.ts";
import {
  CLUSTER_ID,
  type Guard,
  LOG4J_PROPERTIES,
  type Ports,
  serverProperties,
  UNGUARDED,
} from "./kafka-settings.ts";
import { type Leashed, spawnLeashed } from "./leash.ts";
import { freePorts, LOOPBACK } from "./port.ts";

/** A clean shutdown takes half a second. */
const STOP_MS_MAX = 10_000;

/**
 * Apache Kafka as a child process that dies with this one. Port and directory are its own from open() to close(); in
 * between it can be stopped and started again, or killed by its pid, and finds its data as it left them.
 */
export class KafkaProcess implements Broker {
  readonly name: string;
  readonly brokers: string;
  /** Settings, log and data; deleted by close(). */
  readonly dir: string;
  readonly #log: string;
  readonly #ports: Ports;
  readonly #java: readonly string[];
  readonly #env: OpenOptions["env"];
  #process: Leashed | undefined;

  private constructor(dir: string, ports: Ports, java: Java, jars: string, env: OpenOptions["env"]) {
    this.name = `Apache Kafka ${KAFKA_VERSION} (Java ${java.version})`;
    this.brokers = `${LOOPBACK}:${ports.plain}`;
    this.dir = dir;
    this.#log = join(dir, "kafka.log");
    this.#ports = ports;
    // The native codecs' temporary files go to our directory, and jstat's are not written at all: nothing stays behind.
    const memory = ["-Xmx1g", "-XX:-UsePerfData", `-Djava.io.tmpdir=${dir}`];
    this.#java = [
      java.command,
      ...memory,
      "-Dlog4j2.configurationFile=log4j2.properties",
      "-cp",
      join(jars, "*"),
    ];
    this.#env = env;
  }

  /** A new, empty broker that is up. Throws if it does not come up though Java and the jars are there. */
  static async open(options: OpenOptions, guard = UNGUARDED): Promise<KafkaProcess | Unavailable> {
    if (process.platform === "win32") return { unavailable: "is started on Linux and macOS only" };
    const java = await findJava(options.env);
    if ("unavailable" in java) return java;
    const jars = await kafkaJars(options);
    if (typeof jars !== "string") return jars;

    const ports = await portsFor(guard);
    const dir = await mkdtemp(join(tmpdir(), "market-kafka-"));
    const kafka = new KafkaProcess(dir, ports, java, jars, options.env);
    const startedAt = performance.now();
    try {
      options.progress(`starting ${kafka.name}`);
      await writeFile(join(dir, "log4j2.properties"), LOG4J_PROPERTIES);
      const properties = serverProperties(ports, join(dir, "data"), guard);
      await writeFile(join(dir, "server.properties"), properties);
      await kafka.#format(guard, options.signal);
      await kafka.start(options.signal);
    } catch (error) {
      await kafka.close();
      throw error;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    options.progress(`${kafka.name} is ready at ${kafka.brokers} after ${seconds.toFixed(1)} s`);
    return kafka;
  }

  /** Where a listener of its guard is. */
  at(listener: string): string {
    return `localhost:${this.#ports.guarded[listener]}`;
  }

  /** The broker's own process, for those who want to kill it; undefined while none runs. */
  get pid(): number | undefined {
    return this.#process?.ending ? undefined : this.#process?.pid;
  }

  /** Returns once the broker answers. After a kill that takes longer: first the dead one's session has to end. */
  async start(signal?: AbortSignal): Promise<void> {
    if (this.pid !== undefined) throw new Error(`${this.name} runs already, with pid ${this.pid}`);
    this.#process = this.#run(["kafka.Kafka", "server.properties"]);
    try {
      await untilReady(this.#process, this.#log, this.#ports.plain, signal);
    } catch (error) {
      await this.stop("SIGKILL");
      throw error;
    }
  }

  /** Ends the process and waits until it is gone: SIGTERM is a clean shutdown, SIGKILL what a crash looks like. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const running = this.#process;
    if (!running || running.ending) return;
    running.kill(signal);
    const waiting = new AbortController();
    await Promise.race([running.ended, setTimeout(STOP_MS_MAX, undefined, { signal: waiting.signal })]);
    waiting.abort();
    if (!running.ending) running.kill("SIGKILL");
    await running.ended;
  }

  /** The data go as well, so nothing would be gained by a clean shutdown. */
  async close(): Promise<void> {
    await this.stop("SIGKILL");
    await rm(this.dir, { recursive: true, force: true });
  }

  async #format({ scram }: Guard, signal: AbortSignal | undefined): Promise<void> {
    const users = scram.flatMap(each => ["--add-scram", each]);
    const tool = ["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", "server.properties", ...users];
    // It lives for half a second: compiling it well would take longer than it runs.
    const { code, how } = await this.#run(["-XX:TieredStopAtLevel=1", ...tool]).ended;
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`Kafka's storage was not formatted (${how}):\n${await quote(this.#log)}`);
  }

  /** The log is of the latest run only, so that an earlier "started" is not taken for this one's. */
  #run(javaArguments: readonly string[]): Leashed {
    const output = openSync(this.#log, "w");
    try {
      return spawnLeashed([...this.#java, ...javaArguments], { dir: this.dir, env: this.#env, output });
    } finally {
      closeSync(output);
    }
  }
}

async function portsFor({ listeners }: Guard): Promise<Ports> {
  const names = Object.keys(listeners);
  const [plain, controller, ...others] = (await freePorts(2 + names.length)) as [number, number, ...number[]];
  return { plain, controller, guarded: Object.fromEntries(names.map((name, n) => [name, others[n]!])) };
}
