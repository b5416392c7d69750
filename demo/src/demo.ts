import { setTimeout as sleep } from "node:timers/promises";
import { type Broker, openBroker } from "@market/broker";
import { type DemoOptions, parseDemoArguments } from "./arguments.ts";
import { Board } from "./board.ts";
import { isAbort, runCommand } from "./command.ts";
import { misbehave } from "./faults.ts";
import type { FeaturesRecord } from "./features-record.ts";
import { readFigures } from "./figures.ts";
import { openKafkaPipeline } from "./kafka-pipeline.ts";
import { openMemoryPipeline } from "./memory-pipeline.ts";
import { parseMetrics } from "./metrics-scrape.ts";
import type { Pipeline } from "./pipeline.ts";
import { isGiven } from "./run-names.ts";
import { openScreen, plainScreen, type Screen } from "./screen.ts";
import { summarize } from "./summary.ts";

const SCRAPE_MS = 500;
const SETTLE_MS_MAX = 2_000;
const SETTLE_LOOK_MS = 20;

const MEMORY = "in memory, in one process";
const FOR_REAL = `Nothing was kept, and there was no page. For the real thing, in processes and on Kafka:
start Docker, or install Java 17 or newer and Maven, or set KAFKA_BROKERS.`;
const WHERE_TO_LOOK = "No frames: look at the simulator. Frames but no features: look at the windower.";

await runCommand(parseDemoArguments(process.argv.slice(2)), async (options, signal) => {
  try {
    return await runDemo(options, signal);
  } catch (error) {
    if (!isAbort(error)) throw error;
    say("Stopped before everything was ready.");
    return options.forMs === undefined ? 0 : 1;
  }
});

async function runDemo(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const broker = options.memory ? undefined : await openBrokerIfAny(signal);
  if (broker === undefined) say(`The demo runs ${MEMORY}, without a Kafka broker: nothing is kept.`);
  try {
    return await runOn(broker, options, signal);
  } finally {
    await broker?.close();
  }
}

async function openBrokerIfAny(signal: AbortSignal): Promise<Broker | undefined> {
  try {
    return await openBroker({ env: process.env, progress: say, signal });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "NO_BROKER")) throw error;
    say(error.message);
    return undefined;
  }
}

async function runOn(
  broker: Broker | undefined,
  { forMs }: DemoOptions,
  signal: AbortSignal,
): Promise<number> {
  const name = broker && isGiven(broker) ? "the given broker" : broker?.name;
  const where = broker ? `on ${name} at ${broker.brokers}, in four processes` : MEMORY;
  const board = new Board(where, forMs);
  let screen: Screen = plainScreen;
  const onEvent = (sentence: string) => screen.note(sentence);
  const onRecord = (record: FeaturesRecord) => {
    board.add(record, performance.now());
    screen.features(record);
  };
  say(`starting simulator, ${broker ? "ingestor, windower and dashboard" : "ingestor and windower"}`);
  const pipeline = broker
    ? await openKafkaPipeline(broker, { onRecord, onEvent, signal })
    : await openMemoryPipeline({ onRecord, onEvent, signal });
  try {
    board.readyAt = pipeline.readyAt;
    board.page = pipeline.page;
    if (pipeline.page !== undefined) say(`see it: ${pipeline.page}`);
    screen = openScreen(board);
    await play(pipeline, board, onEvent, signal);
  } finally {
    screen.end();
    screen = plainScreen;
    say("ending everything");
    await pipeline.close();
  }
  say(`\n${summarize(board)}`);
  if (broker === undefined) say(FOR_REAL);
  if (board.records > 0) return 0;
  if (forMs !== undefined) say(`${WHERE_TO_LOOK}\n${pipeline.clues()}`);
  return forMs === undefined ? 0 : 1;
}

/** Returns when the time is up or `signal` is aborted. */
async function play(
  pipeline: Pipeline,
  board: Board,
  onEvent: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  if (board.forMs !== undefined)
    setTimeout(() => over.abort(), board.readyAt + board.forMs - performance.now()).unref();
  try {
    await Promise.race([
      pipeline.failed,
      misbehave(pipeline.controlUrl, onEvent, until),
      watch(pipeline, board, until),
    ]);
  } catch (error) {
    if (!isAbort(error)) throw error;
  } finally {
    over.abort();
  }
  await settle(pipeline, board);
}

/** Keeps the figures up to date until `signal` is aborted. */
async function watch(pipeline: Pipeline, board: Board, signal: AbortSignal): Promise<never> {
  for (;;) {
    await look(pipeline, board);
    await sleep(SCRAPE_MS, undefined, { signal });
  }
}

/** A service that does not answer keeps the figures it had: whether it has ended is not found out here. */
async function look(pipeline: Pipeline, board: Board): Promise<void> {
  const text = await pipeline.scrape().catch(() => undefined);
  if (text !== undefined) board.figures = readFigures(parseMetrics(text));
  board.elapsedMs = performance.now() - board.readyAt;
}

/** What the windower has computed is on its way: gives it the time to be committed and read. */
async function settle(pipeline: Pipeline, board: Board): Promise<void> {
  await look(pipeline, board);
  const { features } = board.figures;
  const startedAt = performance.now();
  while (board.records < features && performance.now() - startedAt < SETTLE_MS_MAX)
    await sleep(SETTLE_LOOK_MS);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
