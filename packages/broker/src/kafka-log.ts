import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { STARTED_LINE } from "./kafka-settings.ts";
import type { Leashed } from "./leash.ts";
import { accepts } from "./port.ts";

/** Ready after 3 s on two cores (2026-11-22); this is for a machine that is busy with much else. */
const START_MS_MAX = 60_000;

const LOOK_MS = 25;

/** What an error quotes: enough for an exception with its cause. */
const LINES_QUOTED = 15;

/** Waits until the broker says in its log that it has started, and its port accepts connections. */
export async function untilReady(
  kafka: Leashed,
  log: string,
  port: number,
  signal?: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    if ((await readFile(log, "utf8")).includes(STARTED_LINE) && (await accepts(port))) return;
    if (kafka.ending)
      throw new Error(`Apache Kafka ended (${kafka.ending.how}) before it was ready:\n${await quote(log)}`);
    if (performance.now() - startedAt > START_MS_MAX) {
      throw new Error(`Apache Kafka was not ready after ${START_MS_MAX / 1000} s:\n${await quote(log)}`);
    }
    await setTimeout(LOOK_MS);
  }
}

/** The log's last lines, indented, for the end of an error message. */
export async function quote(log: string): Promise<string> {
  const lines = (await readFile(log, "utf8")).trimEnd().split("\n");
  return lines
    .slice(-LINES_QUOTED)
    .map(line => `  ${line}`)
    .join("\n");
}
