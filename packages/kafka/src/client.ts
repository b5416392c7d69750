import type { Log } from "@market/runtime";
import { Kafka, type LogEntry, logLevel } from "kafkajs";
import { registerCodecs } from "./codecs.ts";
import type { KafkaConfig } from "./config.ts";
import { nameRefusals } from "./refusals.ts";
import { patchTimers } from "./timer-patch.ts";

/** Creates the client every other part of this package works with. */
export function createClient(config: KafkaConfig, clientId: string, log: Log): Kafka {
  patchTimers();
  nameRefusals();
  registerCodecs();
  // We choose every partition ourselves, so the notice about changed defaults is of no use to anybody.
  process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
  const said = new Map<string, number>();
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
    logCreator: () => entry => write(log, said, entry),
  });
}

/** Every producer says that the broker is away, each time it tries: with 12 of them 8 lines a second. */
const SAY_AGAIN_MS = 10_000;

/**
 * kafkajs logs as errors what it then retries, so its errors are our warnings and the rest is for debugging; so are
 * single answers with an error code, of which every start-up has some. What it gives up on reaches us as an exception.
 */
function write(
  log: Log,
  said: Map<string, number>,
  { level, namespace, log: { message, ...fields } }: LogEntry,
): void {
  const { timestamp: _timestamp, logger: _logger, stack: _stack, data, ...rest } = fields;
  // With what SCRAM exchanges, passwords can be guessed without asking the broker again.
  if (data !== undefined && !message.startsWith("Response Sasl")) rest.data = data;
  // "Failed to connect to seed broker" says again what Connection said.
  const isNoise = message.startsWith("Failed to connect") || message.startsWith("Response ");
  const isWarning = level <= logLevel.ERROR && !isNoise;
  const isNews = isWarning && Date.now() - (said.get(message) ?? 0) > SAY_AGAIN_MS;
  if (isNews) said.set(message, Date.now());
  log[isNews ? "warn" : "debug"]({ kafkajs: namespace, ...rest }, message);
}
