import type { Log } from "@market/runtime";
import { Kafka, type LogEntry, logLevel } from "kafkajs";
import { registerCodecs } from "./codecs.ts";
import type { KafkaConfig } from "./config.ts";
import { patchTimers } from "./timer-patch.ts";

/** Creates the client every other part of this package works with. */
export function createClient(config: KafkaConfig, clientId: string, log: Log): Kafka {
  patchTimers();
  registerCodecs();
  // We choose every partition ourselves, so the notice about changed defaults is of no use to anybody.
  process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
  return new Kafka({
    clientId,
    brokers: [...config.brokers],
    ssl: config.ssl,
    ...(config.sasl ? { sasl: config.sasl } : {}),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    // Long enough for a broker's restart: a consumer that gives up comes back as another member, and the group then
    // waits for the session of the old one to end.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 30 },
    logLevel: log.isLevelEnabled("debug") ? logLevel.DEBUG : logLevel.WARN,
    logCreator: () => entry => write(log, entry),
  });
}

/**
 * kafkajs logs as errors what it then retries, so its errors are our warnings and the rest is for debugging; so are
 * single answers with an error code, of which every start-up has some. What it gives up on reaches us as an exception.
 */
function write(log: Log, { level, namespace, log: { message, ...fields } }: LogEntry): void {
  const { timestamp: _timestamp, logger: _logger, stack: _stack, ...rest } = fields;
  // BrokerPool says again what Connection said.
  const isWarning = level <= logLevel.ERROR && namespace !== "BrokerPool" && !message.startsWith("Response ");
  log[isWarning ? "warn" : "debug"]({ kafkajs: namespace, ...rest }, message);
}
