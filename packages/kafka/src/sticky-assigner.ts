import { type Assigner, AssignerProtocol } from "kafkajs";
import { balance } from "./balance.ts";

const { MemberAssignment, MemberMetadata } = AssignerProtocol;

/** Brokers refuse a member that knows none of its group's protocols, so a group never mixes ways to assign. */
const NAME = "market-sticky";
/** Of Kafka's own framing, which brokers and tools parse; what version our part is of, its first byte says. */
const FRAMING_VERSION = 0;

/** Of a kafkajs cluster, all that is needed here. */
interface Metadata {
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number }[];
}

const HELD_VERSION = 1;
/** Partition (int32), since when (float64). */
const CLAIM_BYTES = 4 + 8;

/**
 * Leaves partitions where they are as far as balance allows. `held` is asked at every join, so it must say what is held
 * at that moment, and since when it was gained in ms of wall-clock time: a value that changes while a partition is
 * kept makes brokers take a repeated join for news and rebalance once more. Clocks that disagree can cost a move, when a
 * paused member comes back, and nothing else: who may commit is not decided here.
 *
 * Partition p of every topic goes to the same member. All members of a group must subscribe to the same topics.
 */
export function stickyAssigner(
  held: () => ReadonlyMap<number, number>,
): (config: { readonly cluster: Metadata }) => Assigner {
  return ({ cluster }) => ({
    name: NAME,
    version: FRAMING_VERSION,
    protocol({ topics }) {
      const userData = encodeHeld(held());
      return { name: NAME, metadata: MemberMetadata.encode({ version: FRAMING_VERSION, topics, userData }) };
    },
    async assign({ members, topics }) {
      const partitionsOf = topics.map(topic => {
        const metadata = cluster.findTopicPartitionMetadata(topic);
        return { topic, partitions: metadata.map(({ partitionId }) => partitionId) };
      });
      const shares = balance(
        partitionsOf.flatMap(({ partitions }) => partitions),
        members.map(({ memberId, memberMetadata }) => ({ id: memberId, held: heldBy(memberMetadata) })),
      );
      return [...shares].map(([memberId, owned]) => {
        const own = partitionsOf.map(({ topic, partitions }) => [
          topic,
          partitions.filter(partition => owned.includes(partition)),
        ]);
        return { memberId, memberAssignment: encodeAssignment(Object.fromEntries(own)) };
      });
    },
  });
}

function encodeAssignment(assignment: Record<string, number[]>): Buffer {
  return MemberAssignment.encode({ version: FRAMING_VERSION, assignment, userData: Buffer.alloc(0) });
}

function encodeHeld(held: ReadonlyMap<number, number>): Buffer {
  const data = Buffer.alloc(1 + held.size * CLAIM_BYTES);
  let at = data.writeUInt8(HELD_VERSION);
  for (const [partition, since] of held) {
    at = data.writeInt32BE(partition, at);
    at = data.writeDoubleBE(since, at);
  }
  return data;
}

/** What cannot be read holds nothing: that costs moves, while an error here would stop the member that assigns. */
function heldBy(memberMetadata: Buffer): ReadonlyMap<number, number> {
  try {
    return decodeHeld(MemberMetadata.decode(memberMetadata)?.userData);
  } catch {
    return new Map();
  }
}

/** Throws where the data ends inside a claim. */
function decodeHeld(data: Buffer | null | undefined): Map<number, number> {
  if (data?.[0] !== HELD_VERSION) throw new Error(`held partitions of version ${data?.[0]}`);
  const held = new Map<number, number>();
  for (let at = 1; at < data.length; at += CLAIM_BYTES) {
    const since = data.readDoubleBE(at + 4);
    if (!Number.isFinite(since)) throw new Error(`a partition held since ${since}`);
    held.set(data.readInt32BE(at), since);
  }
  return held;
}
