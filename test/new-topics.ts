import { setTimeout as sleep } from "node:timers/promises";
import type { Admin, ITopicConfig } from "kafkajs";

const TRIES_MAX = 100;
const AGAIN_MS = 50;

/**
 * Creates topics and resolves when the broker knows who leads their partitions. kafkajs's own waiting gives up at once where the
 * broker that made a topic has not heard of it yet, as a busy one may not have for some 100 ms.
 */
export async function createTopics(admin: Admin, ...topics: readonly ITopicConfig[]): Promise<void> {
  await admin.createTopics({ waitForLeaders: false, topics: [...topics] });
  for (let tries = 1; ; tries++) {
    try {
      await admin.fetchTopicMetadata({ topics: topics.map(({ topic }) => topic) });
      return;
    } catch (error) {
      if (tries === TRIES_MAX) throw error;
      await sleep(AGAIN_MS);
    }
  }
}
