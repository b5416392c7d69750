import {
  checkpointsTopic,
  createClient,
  ensureTopics,
  featuresTopic,
  plainTopic,
  ticksTopic,
  watchlistTopic,
} from "@market/kafka";
import { createLog, run } from "@market/runtime";
import { readConfig } from "./config.ts";

// Creates every topic that is missing, checks the rest, and ends. The services would as well; where only an
// administrator may create topics, this is what the administrator runs.
await run(async signal => {
  const config = readConfig(process.env);
  const log = createLog("topics", config.logLevel);
  const { topics: names, partitions, replicationFactor } = config.kafka;
  const topics = [
    ticksTopic(names.ticks),
    featuresTopic(names.features),
    plainTopic(names.lateTicks),
    plainTopic(names.deadLetters),
    watchlistTopic(config.watchlistTopic),
    checkpointsTopic(config.checkpointsTopic),
  ];
  const kafka = createClient(config.kafka, "topics", log);
  await ensureTopics({ kafka, topics, partitions, replicationFactor, log, signal });
  log.info({ topics: topics.map(({ name }) => name), partitions }, "topics are ready");
});
