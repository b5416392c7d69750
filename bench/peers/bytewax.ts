import type { Peer } from "./peer.ts";
import { pythonPeer } from "./python-peer.ts";

/** The tutorial's dataflow with Kafka at both ends, in a process a core of the machine it was tuned on. */
export const bytewax: Peer = pythonPeer("Bytewax", "bytewax", "bytewax", 2);
