import type { Bar } from "../bars.ts";
import type { Peer } from "../peers/peer.ts";
import type { Participant } from "./participant.ts";

/** A peer as a participant of the drain. */
export function participantOf(peer: Peer): Participant {
  return {
    name: `${peer.name} ${peer.version}`,
    command: ({ brokers, ticks, output, partitions, run }) => {
      const { file, args, env } = peer.command();
      const job = {
        KAFKA_BROKERS: brokers,
        TICKS_TOPIC: ticks,
        OUTPUT_TOPIC: output,
        PARTITIONS: String(partitions),
        RUN: run,
      };
      return { file, args, env: { ...env, ...job } };
    },
    isConsuming: line => line.trim() === "consuming",
    read: value => JSON.parse(value.toString()) as Bar,
  };
}
