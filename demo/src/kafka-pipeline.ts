import type { Broker } from "@market/broker";
import type { Variables } from "@market/runtime";
import { type FeaturesReader, readFeatures } from "./features-reader.ts";
import { FeedNews } from "./feed-news.ts";
import { forget } from "./forget.ts";
import { pagePort } from "./page-port.ts";
import { type Pipeline, type PipelineOptions, SETTINGS } from "./pipeline.ts";
import { isGiven, nameRun } from "./run-names.ts";
import { type ServiceName, ServiceProcess } from "./service-process.ts";

/** Starts simulator, ingestor, windower and dashboard, each as the process it is, and reads back what they make of it. */
export async function openKafkaPipeline(broker: Broker, options: PipelineOptions): Promise<Pipeline> {
  const { onRecord, onEvent, signal } = options;
  const { variables, topics, groups } = nameRun(broker);
  const env = { ...process.env, ...SETTINGS, ...variables, KAFKA_BROKERS: broker.brokers };
  const news = new FeedNews(onEvent);
  const services: ServiceProcess[] = [];
  const start = (name: ServiceName, more: Variables = {}, port = 0) => {
    const service = new ServiceProcess(name, { ...env, ...more }, line => news.read(line), port);
    services.push(service);
    return service;
  };
  let reader: FeaturesReader | undefined;
  const close = async () => {
    news.mute();
    await Promise.all([...services.map(service => service.stop()), reader?.close()]);
    if (isGiven(broker)) await forget(env, topics, reader ? [...groups, reader.group] : groups);
  };
  try {
    const simulator = start("simulator");
    const url = await simulator.find(line => /ws:\S+/.exec(line)?.[0], signal);
    // One after the other, because the windower creates the topics of both.
    const windower = start("windower");
    await windower.ready(signal);
    const ingestor = start("ingestor", { YAHOO_URL: url });
    const dashboard = start("dashboard", {}, await pagePort());
    await Promise.all([ingestor.ready(signal), dashboard.ready(signal)]);
    const readyAt = performance.now();
    reader = await readFeatures({ env, fromBeginning: true, onRecord });
    return {
      readyAt,
      page: `http://localhost:${await dashboard.port(signal)}`,
      controlUrl: `http://${new URL(url).host}`,
      failed: Promise.race([reader.failed, ...services.map(({ failed }) => failed)]),
      scrape: async () => `${await ingestor.metrics()}\n${await windower.metrics()}`,
      clues: () =>
        services.map(service => `The ${service.name}'s last lines:\n${service.quote()}`).join("\n"),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
