import { bytewax } from "../peers/bytewax.ts";
import { kafkaStreams } from "../peers/kafka-streams.ts";
import type { Peer } from "../peers/peer.ts";
import { quix } from "../peers/quix.ts";

/** Those that drain the whole backlog within a minute or two. */
export const FAST_PEERS: readonly Peer[] = [kafkaStreams];

/** Those that would take many minutes: timed over a part of it. */
export const SLOW_PEERS: readonly Peer[] = [bytewax, quix];
