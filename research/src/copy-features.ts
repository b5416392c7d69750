import type { Span, TopicSpans } from "@market/kafka";
import type { Features } from "@market/windowing";
import type { FeaturesOptions } from "./features-arguments.ts";
import { openOutput } from "./output.ts";
import { bar, count, Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { select } from "./select.ts";

interface Part {
  readonly records: readonly Features[];
  /** How much of all spans is read by now, from 0 to 1. */
  readonly share: number;
}

/** Writes what is selected of the spans and returns how many records that are. */
export async function copyFeatures(
  spans: TopicSpans,
  wanted: readonly Span[],
  options: FeaturesOptions,
  signal: AbortSignal,
): Promise<number> {
  const progress = new Progress({ isPrinted: false });
  // Both write a column for each of the user's own features, and all columns come first.
  const hasColumns = options.format !== "jsonl";
  const readOnce = () => readAll(spans, wanted, options, signal);
  const custom = hasColumns ? await findCustom(readOnce(), progress) : [];
  const output = await openOutput(options, custom);
  let written = 0;
  try {
    for await (const { records, share } of readOnce()) {
      await output.write(records);
      written += records.length;
      const done = hasColumns ? (1 + share) / 2 : share;
      progress.show(() => `${bar(done)} ${Math.floor(done * 100)} %  ${count(written, "record")}`);
    }
    await output.close();
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    progress.clear();
  }
  return written;
}

/** The names of the user's own features, in order. */
async function findCustom(parts: AsyncIterable<Part>, progress: Progress): Promise<string[]> {
  const names = new Set<string>();
  for await (const { records, share } of parts) {
    for (const { custom } of records) for (const name in custom) names.add(name);
    progress.show(() => `${bar(share / 2)} ${Math.floor(share * 50)} %`);
  }
  return [...names].sort();
}

async function* readAll(
  spans: TopicSpans,
  wanted: readonly Span[],
  options: FeaturesOptions,
  signal: AbortSignal,
): AsyncGenerator<Part, void> {
  const all = wanted.reduce((sum, { from, to }) => sum + to - from, 0);
  let before = 0;
  for (const span of wanted) {
    for await (const { records, next } of spans.read(span)) {
      if (signal.aborted) throw new Refusal("stopped before the end: nothing is written that looks whole");
      yield { records: select(records, options), share: (before + next - span.from) / all };
    }
    before += span.to - span.from;
  }
}
