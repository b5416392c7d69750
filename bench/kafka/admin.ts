import { createClient } from "@market/kafka";
import { createLog } from "@market/runtime";
import type { Admin, Kafka } from "kafkajs";

/** Does something as an administrator of the broker, and lets go of it. */
export async function withAdmin<T>(brokers: string, act: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = clientOf(brokers).admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}

function clientOf(brokers: string): Kafka {
  const topics = { ticks: "", features: "", lateTicks: "", deadLetters: "" };
  const config = { brokers: brokers.split(","), ssl: false, sasl: undefined, topics, partitions: 1 };
  return createClient({ ...config, replicationFactor: 1 }, "bench", createLog("bench", "silent"));
}
