/** By kafkajs's name of a request, what it needs on the topics that it names. */
const ON_TOPICS: Readonly<Record<string, string>> = {
  metadata: "Describe",
  listOffsets: "Describe",
  offsetFetch: "Describe",
  fetch: "Read",
  txnOffsetCommit: "Read",
  produce: "Write",
  addPartitionsToTxn: "Write",
  createTopics: "Create",
  describeConfigs: "DescribeConfigs",
};

/** As far as anything here reads it. */
interface Request {
  readonly groupId?: string;
  readonly groupIds?: readonly string[];
  readonly transactionalId?: string;
  readonly topics?: readonly { readonly topic: string }[];
  readonly topicData?: readonly { readonly topic: string }[];
  readonly resources?: readonly { readonly name: string }[];
}

/**
 * Which ACL a request was refused for want of, as "Write on topic market.ticks.v1"; undefined for any other error. The operation is
 * the one that our services need, where the request itself would do with Describe, which it includes.
 */
export function needOf(type: string, method: string, request: unknown): string | undefined {
  switch (type) {
    case "TOPIC_AUTHORIZATION_FAILED": {
      const operation = ON_TOPICS[method] ?? "more";
      const implied = operation === "Describe" ? ", which Read and Write bring along" : "";
      return `${operation} on topic ${topicsOf(request).join(" or ")}${implied}`;
    }
    case "GROUP_AUTHORIZATION_FAILED": {
      const { groupId, groupIds } = request as Request;
      return groupIds ? `Describe on group ${groupIds.join(" or ")}` : `Read on group ${groupId}`;
    }
    case "TRANSACTIONAL_ID_AUTHORIZATION_FAILED": {
      // Looking for a transaction's coordinator, kafkajs calls the transactional id a group.
      const { transactionalId, groupId } = request as Request;
      return `Write on transactional id ${transactionalId ?? groupId}`;
    }
    case "CLUSTER_AUTHORIZATION_FAILED":
      return method === "initProducerId" ? "Write on a topic that it is to write to" : "more on the cluster";
    default:
      return undefined;
  }
}

/** Metadata are asked for with nothing but names. */
function topicsOf(request: unknown): readonly string[] {
  if (Array.isArray(request)) return request;
  const { topics = [], topicData = [], resources = [] } = request as Request;
  return [...topics, ...topicData].map(({ topic }) => topic).concat(resources.map(({ name }) => name));
}
