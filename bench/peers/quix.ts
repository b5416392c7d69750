import type { Peer } from "./peer.ts";
import { pythonPeer } from "./python-peer.ts";

/** Quix Streams: exactly once, state in RocksDB; in a process a core of the machine it was tuned on. */
export const quix: Peer = pythonPeer("Quix Streams", "quixstreams", "quix", 2);
