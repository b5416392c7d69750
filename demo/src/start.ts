import { once } from "node:events";
import { type Broker, openBroker } from "@market/broker";
import { parseStartArguments, type StartOptions } from "./arguments.ts";
import { runCommand } from "./command.ts";
import { type FeaturesReader, readFeatures } from "./features-reader.ts";
import { featuresLine } from "./features-record.ts";
import { FeedNews } from "./feed-news.ts";
import { forget } from "./forget.ts";
import { pagePort } from "./page-port.ts";
import { isGiven } from "./run-names.ts";
import { ServiceProcess } from "./service-process.ts";

const TERMS = `Unofficial: not affiliated with Yahoo, nor endorsed by it.
For personal and educational use only: the data must not be redistributed.`;

await runCommand(parseStartArguments(process.argv.slice(2)), async (options, signal) => {
  const { FEATURES_FORMAT } = process.env;
  if (FEATURES_FORMAT && FEATURES_FORMAT !== "json") {
    say(`FEATURES_FORMAT=${FEATURES_FORMAT}: expected json or nothing, as the records are printed here`);
    return 2;
  }
  say(TERMS);
  const broker = await openBroker({ env: process.env, progress: say, signal });
  try {
    if (!isGiven(broker)) say("all data are deleted at the end; set KAFKA_BROKERS to keep them");
    await runPair(broker, options, signal);
  } finally {
    await broker.close();
  }
  return 0;
});

/** Runs until `signal` is aborted; throws if a part of it ends by itself. */
async function runPair(broker: Broker, { tickers, json }: StartOptions, signal: AbortSignal): Promise<void> {
  const own = { TICKERS: tickers.join(","), FEATURES_FORMAT: "json", KAFKA_BROKERS: broker.brokers };
  const env = { ...process.env, ...own };
  const news = new FeedNews(say);
  const onLine = (line: string) => news.read(line);
  const services = [new ServiceProcess("windower", env, onLine)];
  let reader: FeaturesReader | undefined;
  try {
    // One after the other: the windower creates the topics of both, and what the ingestor brings is read from its start.
    await services[0]!.ready(signal);
    reader = await readFeatures({
      env,
      // What a given broker holds already may be years of features.
      fromBeginning: !isGiven(broker),
      onRecord: (record, text) => void process.stdout.write(`${json ? text : featuresLine(record)}\n`),
    });
    const dashboard = new ServiceProcess("dashboard", env, onLine, await pagePort());
    services.push(new ServiceProcess("ingestor", env, onLine), dashboard);
    const { WINDOWS = "1m", WAIT = "10s" } = process.env;
    say(`features appear ${WAIT} after the end of each window (${WINDOWS}); Ctrl-C ends everything`);
    say(`see them: http://localhost:${await dashboard.port(signal)}`);
    const stopped = signal.aborted ? undefined : once(signal, "abort");
    await Promise.race([stopped, reader.failed, ...services.map(({ failed }) => failed)]);
  } finally {
    news.mute();
    say("ending everything");
    await Promise.all([...services.map(service => service.stop()), reader?.close()]);
    if (isGiven(broker) && reader) await forget(env, [], [reader.group]);
  }
}

/** On stderr, so that stdout holds records and nothing else. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
