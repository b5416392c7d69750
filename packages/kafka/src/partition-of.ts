import { Partitioners, type PartitionMetadata } from "kafkajs";

const partitioner = Partitioners.DefaultPartitioner();
/** The partitioner looks at nothing but how many there are; kept because it is asked for every new ticker. */
let metadata: PartitionMetadata[] = [];

/** The partition of a key: murmur2 of its UTF-8 bytes, as in the Java client. */
export function partitionOf(key: string, partitions: number): number {
  if (metadata.length !== partitions) {
    metadata = Array.from({ length: partitions }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 0,
      replicas: [],
      isr: [],
    }));
  }
  return partitioner({ topic: "", partitionMetadata: metadata, message: { key, value: null } });
}
