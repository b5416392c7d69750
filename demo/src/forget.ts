import { createClient, readKafka } from "@market/kafka";
import { createLog, Env, type Variables } from "@market/runtime";

/** Deletes topics and consumer groups of ours from a broker that goes on without us. */
export async function forget(
  env: Variables,
  topics: readonly string[],
  groups: readonly string[],
): Promise<void> {
  const kafka = createClient(readKafka(new Env(env)), `demo-${process.pid}`, createLog("demo", "silent"));
  const admin = kafka.admin({ retry: { retries: 2 } });
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    await admin.deleteTopics({ topics: topics.filter(topic => existing.has(topic)) });
    await admin.deleteGroups([...groups]);
  } catch (error) {
    // What is left is named for this run alone and disturbs nobody, so it is no reason to fail.
    process.stderr.write(`could not delete ${[...topics, ...groups].join(", ")}: ${error}\n`);
  } finally {
    await admin.disconnect();
  }
}
