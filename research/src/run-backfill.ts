import { stat } from "node:fs/promises";
import { partitionOf } from "@market/kafka";
import type { Variables } from "@market/runtime";
import { guard, readConfig, WindowerMetrics } from "@market/windower";
import { destination, pino } from "pino";
import type { BackfillOptions } from "./backfill-arguments.ts";
import { summarize } from "./backfill-summary.ts";
import { Fold } from "./fold.ts";
import { lateLine } from "./late-line.ts";
import { type Output, openOutput } from "./output.ts";
import { bar, duration, grouped, Progress } from "./progress.ts";
import { readRecordings } from "./recordings.ts";
import { Refusal } from "./refusal.ts";
import { openTextFile, type TextFile } from "./text-file.ts";

/**
 * Folds recordings once, with the code of the live pair and no broker, and writes the features as the windows close.
 * Returns the summary.
 */
export async function runBackfill(
  options: BackfillOptions,
  variables: Variables,
  signal: AbortSignal,
): Promise<string> {
  const { windowing, customFeatures, kafka } = readConfig(variables);
  const { partitions } = kafka;
  const bytes = await sizeOf(options.files);
  const metrics = new WindowerMetrics();
  const log = pino({ level: "warn", base: { service: "backfill" } }, destination({ dest: 2, sync: true }));
  const custom = guard(customFeatures, metrics, log);
  const fold = new Fold({
    partitions,
    partitionOf: ticker => partitionOf(ticker, partitions),
    windowing: { ...windowing, custom },
  });
  const names = custom.map(({ name }) => name);
  const output = await openOutput(options, names);
  const late = options.late === undefined ? undefined : await openTextFile(options.late);
  const progress = new Progress({ isPrinted: true });
  try {
    for await (const batch of readRecordings(options.files)) {
      if (signal.aborted) throw new Refusal("stopped before the end: nothing is written that looks whole");
      fold.take(batch.recorded);
      await write(fold, output, late);
      progress.show(() => progressLine(batch.bytes, bytes, fold, progress.elapsedMs));
    }
    fold.end(options.tailMs);
    await write(fold, output, late);
    await output.close();
    await late?.close();
  } catch (error) {
    await output.abandon();
    await late?.abandon();
    throw error;
  } finally {
    progress.clear();
  }
  return await summarize(fold, metrics, options, progress.elapsedMs);
}

async function write(fold: Fold, output: Output, late: TextFile | undefined): Promise<void> {
  const closed = fold.takeClosed();
  await output.write(closed.features);
  if (late && closed.late.length > 0) await late.write(closed.late.map(lateLine).join(""));
}

async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const found = await stat(file).catch((error: Error) => {
      throw new Refusal(`${file} cannot be read: ${error.message}`);
    });
    if (found.isDirectory())
      throw new Refusal(`${file} is a folder: expected files of frames or ticks, a line each`);
    bytes += found.size;
  }
  return bytes;
}

/** What is no plain file has no size, and no share. */
function progressLine(read: number, bytes: number, { ticks }: Fold, elapsedMs: number): string {
  const rate = `${grouped(ticks)} ticks  ${grouped((ticks * 1_000) / elapsedMs)} ticks/s`;
  if (bytes < read) return rate;
  const share = read / bytes;
  const left = duration((elapsedMs * (1 - share)) / share);
  return `${bar(share)} ${Math.floor(share * 100)} %  ${rate}  ${left} left`;
}
