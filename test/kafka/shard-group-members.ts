import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { ensureTopics, ShardGroup, type Shards, ticksTopic } from "@market/kafka";
import { systemClock } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { log, setup } from "./setup.ts";

/** The shortest that brokers allow. */
export const SESSION_MS = 6_000;

/** A ticks topic nobody else uses, and a group of the same name. */
export async function openTopic(partitions: number): Promise<{ kafka: Kafka; topic: string }> {
  const { kafka, config } = setup(partitions);
  const { signal } = new AbortController();
  const topics = [ticksTopic(config.topics.ticks)];
  await ensureTopics({ kafka, topics, partitions, replicationFactor: 1, log, signal });
  return { kafka, topic: config.topics.ticks };
}

/** A member in this process, and all that it was told. */
export class Member {
  readonly told: Shards[] = [];
  readonly group: ShardGroup;
  /** Settles when it has left. */
  readonly ended: Promise<void>;
  readonly #stop = new AbortController();

  constructor(t: TestContext, kafka: Kafka, topic: string, group = topic) {
    const onAssigned = (shards: Shards) => void this.told.push(shards);
    const sessionTimeoutMs = SESSION_MS;
    this.group = new ShardGroup({
      kafka,
      group,
      topic,
      log,
      clock: systemClock,
      onAssigned,
      sessionTimeoutMs,
    });
    this.ended = this.group.run(this.#stop.signal);
    this.ended.catch(() => undefined);
    t.after(() => this.leave().catch(() => undefined));
  }

  get owned(): readonly number[] {
    return [...this.group.owned].sort((a, b) => a - b);
  }

  async leave(): Promise<void> {
    this.#stop.abort();
    await this.ended;
  }
}

export interface Line {
  readonly owned: readonly number[];
  readonly gained: readonly number[];
  readonly lost: readonly number[];
  readonly isCertain: boolean;
}

/** A member as a process of its own, which can be killed and stopped. It says what it owns every 20 ms. */
export class MemberProcess {
  readonly lines: Line[] = [];
  readonly #child: ChildProcess;

  constructor(t: TestContext, topic: string) {
    const main = fileURLToPath(import.meta.resolve("./shard-group-process.ts"));
    this.#child = spawn(process.execPath, [main, topic], { stdio: ["ignore", "pipe", "inherit"] });
    createInterface({ input: this.#child.stdout! }).on("line", line => this.lines.push(JSON.parse(line)));
    t.after(() => this.signal("SIGKILL"));
  }

  get owned(): readonly number[] {
    return this.lines.at(-1)?.owned ?? [];
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

export const numbers = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b);
