import { setTimeout as sleep } from "node:timers/promises";
import { withAdmin } from "./admin.ts";
import { Topic } from "./topic.ts";

const LED_TRIES_MAX = 100;
const LED_AGAIN_MS = 50;

/**
 * Creates topics where they are missing. Nothing in them is deleted by age, since the ticks of a backlog are days old; the bench
 * deletes the topics themselves. Resolves when they can be written.
 */
export async function createTopics(
  brokers: string,
  partitions: number,
  ...topics: readonly string[]
): Promise<void> {
  const configEntries = [
    { name: "message.timestamp.type", value: "CreateTime" },
    { name: "retention.ms", value: "-1" },
  ];
  await withAdmin(brokers, admin =>
    admin.createTopics({
      waitForLeaders: false,
      topics: topics.map(topic => ({
        topic,
        numPartitions: partitions,
        replicationFactor: 1,
        configEntries,
      })),
    }),
  );
  for (const name of topics) await untilLed(brokers, name);
}

/** A topic that was just created is not known everywhere, and its leaders do not know that they are. */
async function untilLed(brokers: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      const topic = await Topic.open(brokers, name);
      const beginning = new Array<number>(topic.partitions).fill(0);
      await topic.fetch(beginning, 0, () => undefined).finally(() => topic.close());
      return;
    } catch (error) {
      if (tries === LED_TRIES_MAX) throw error;
      await sleep(LED_AGAIN_MS);
    }
  }
}

/** Deletes all topics whose names hold this word: those of one run, whoever made them. */
export async function deleteTopics(brokers: string, word: string): Promise<void> {
  await withAdmin(brokers, async admin => {
    const topics = (await admin.listTopics()).filter(topic => topic.includes(word));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
}
