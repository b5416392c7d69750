export { createClient } from "./client.ts";
export {
  checkDistinct,
  type KafkaConfig,
  readKafka,
  readTopic,
  readWatchlistTopic,
  type TopicNames,
} from "./config.ts";
export { GroupMembers } from "./group-members.ts";
export type { Shards } from "./held-shards.ts";
export { partitionOf } from "./partition-of.ts";
export { RecordBatchWriter } from "./record-batch-writer.ts";
export { SchemaRegistry } from "./registry.ts";
export { type RegistryConfig, readRegistry } from "./registry-config.ts";
export { isRefused, isUnknownTopic } from "./remedy.ts";
export { ShardGroup } from "./shard-group.ts";
export { TickGroup } from "./tick-group.ts";
export { KafkaTickSink } from "./tick-sink.ts";
export { type FollowedTopic, TopicFeed, type TopicFeedOptions, type Trouble } from "./topic-feed.ts";
export { PartitionsChanged } from "./topic-reader.ts";
export { recordsOf, type TopicRecord, type TopicRecords } from "./topic-records.ts";
export { type Fetched, type Span, TopicSpans, TopicUnreadable } from "./topic-spans.ts";
export { TopicTail } from "./topic-tail.ts";
export {
  checkpointsTopic,
  ensureTopics,
  featuresTopic,
  isEmpty,
  plainTopic,
  ticksTopic,
  watchlistTopic,
} from "./topics.ts";
export { type IgnoredReason, WATCHLIST_MAX } from "./wanted-tickers.ts";
export { Watchlist } from "./watchlist.ts";
export { writeWatchlist } from "./watchlist-writer.ts";
