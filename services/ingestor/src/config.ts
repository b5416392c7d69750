import {
  checkDistinct,
  type KafkaConfig,
  type RegistryConfig,
  readKafka,
  readRegistry,
  readWatchlistTopic,
  WATCHLIST_MAX,
} from "@market/kafka";
import {
  type CommonConfig,
  Env,
  readCommon,
  readTracing,
  type TracingConfig,
  type Variables,
} from "@market/runtime";
import { isTicker } from "@market/wire";

export interface IngestorConfig extends CommonConfig {
  readonly kafka: KafkaConfig;
  /** Undefined: ticks are plain Protobuf. */
  readonly registry: RegistryConfig | undefined;
  /** Ingestors of one group share the partitions of the ticks topic. */
  readonly group: string;
  readonly watchlistTopic: string;
  /** Wanted from the start, whatever the watchlist says but "remove". */
  readonly tickers: readonly string[];
  readonly url: string;
  /** 0 turns the snapshot rule off. */
  readonly snapshotAgeMs: number;
  /** Undefined: nothing is traced. */
  readonly tracing: TracingConfig | undefined;
}

const GROUP = /^[A-Za-z0-9._-]{1,200}$/;

/** Reads the ingestor's environment; throws a ConfigError that names every fault. */
export function readConfig(variables: Variables): IngestorConfig {
  const env = new Env(variables);
  const common = readCommon(env, 9464);
  const kafka = readKafka(env);
  const registry = readRegistry(env);
  const group = env.text("INGESTOR_GROUP_ID", "ingestor");
  if (!GROUP.test(group)) env.fault("INGESTOR_GROUP_ID", "up to 200 of A-Z a-z 0-9 . _ -");
  const watchlistTopic = readWatchlistTopic(env);
  checkDistinct(env, {
    TICKS_TOPIC: kafka.topics.ticks,
    DEAD_LETTERS_TOPIC: kafka.topics.deadLetters,
    WATCHLIST_TOPIC: watchlistTopic,
  });
  const tickers = readTickers(env);
  const url = env.text("YAHOO_URL", "wss://streamer.finance.yahoo.com/?version=2");
  if (!isWebSocketUrl(url)) env.fault("YAHOO_URL", "a ws:// or wss:// URL without a fragment");
  const snapshotAgeMs = env.duration("SNAPSHOT_AGE", "30m");
  const tracing = readTracing(env);
  env.check();
  return { ...common, kafka, registry, group, watchlistTopic, tickers, url, snapshotAgeMs, tracing };
}

function readTickers(env: Env): string[] {
  const tickers = [...new Set(env.list("TICKERS", "AMZN,MSFT"))];
  if (tickers.length === 0 || !tickers.every(isTicker)) {
    env.fault("TICKERS", "tickers as Yahoo writes them, such as AMZN or BTC-USD, separated by commas");
  } else if (tickers.length > WATCHLIST_MAX) {
    env.fault("TICKERS", `at most ${WATCHLIST_MAX} tickers (there are ${tickers.length})`);
  }
  return tickers;
}

function isWebSocketUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && ["ws:", "wss:"].includes(url.protocol) && url.hash === "";
}
