import { createWriteStream } from "node:fs";
import { copyFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { decodeTick } from "@market/wire";
import type { Read } from "../e2e/topic.ts";
import type { Case } from "./case.ts";
import type { Entries } from "./entries.ts";
import type { Fleet } from "./fleet.ts";

/** Keeps the logs of all processes, and of the broker since its last start; returns where. */
export async function saveLogs(fleet: Fleet): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "chaos-"));
  for (const { name, service } of fleet.members) {
    await saveLines(join(dir, `${name}.jsonl`), service.lines);
    if (service.stderr !== "") await saveLines(join(dir, `${name}.stderr.jsonl`), [service.stderr]);
  }
  await copyFile(join(fleet.broker.dir, "kafka.log"), join(dir, "kafka.log")).catch(() => undefined);
  return dir;
}

export interface Records {
  readonly ticks: readonly Read[];
  readonly published: Entries;
  readonly expected: Entries;
}

/** Keeps the logs, what was done when, the ticks topic, and what was published beside what should have been. */
export async function saveEvidence(finished: Case, { ticks, published, expected }: Records): Promise<string> {
  const { fleet, strikes, arrivals } = finished;
  const dir = await saveLogs(fleet);
  await saveLines(join(dir, "strikes.jsonl"), strikes);
  await saveLines(join(dir, "arrivals.jsonl"), [...arrivals]);
  await saveLines(join(dir, "ticks.jsonl"), ticks.map(toLine));
  for (const topic of ["features", "late", "dead"] as const) {
    await saveLines(join(dir, `${topic}.published.jsonl`), published[topic]);
    await saveLines(join(dir, `${topic}.expected.jsonl`), expected[topic]);
  }
  return dir;
}

function toLine({ partition, message }: Read) {
  const { offset, timestamp, key, value, headers } = message;
  const tick = value && decodeTick(value);
  return { partition, offset, timestamp, key: key && String(key), tick, gap: String(headers?.["gap-from"]) };
}

async function saveLines(file: string, lines: readonly unknown[]): Promise<void> {
  await pipeline(Readable.from(textOf(lines)), createWriteStream(file));
}

function* textOf(lines: readonly unknown[]): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}
