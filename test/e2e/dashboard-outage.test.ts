import assert from "node:assert/strict";
import { test } from "node:test";
import { KafkaProcess } from "@market/broker";
import { minute } from "../dashboard/feed-records.ts";
import { type Dashboard, published, startDashboard } from "./dashboard.ts";
import { eventually } from "./eventually.ts";

// This test starts Apache Kafka itself, whatever KAFKA_BROKERS says: it takes it away.

const close = async ({ bars }: Dashboard) => (await bars("AMZN", "1m")).columns.close?.at(-1);

test("while the broker is away what was read is served, the trouble is told, and it goes on by itself", async t => {
  const broker = await KafkaProcess.open({ env: process.env, progress: () => undefined });
  if ("unavailable" in broker) throw new Error(broker.unavailable);
  t.after(() => broker.close());
  const dashboard = await startDashboard(t, { KAFKA_BROKERS: broker.brokers });
  await dashboard.create(dashboard.topics.features);
  await dashboard.publish([published(minute({ close: 184 }))]);
  await dashboard.ready();
  await eventually("the first", async () => (await close(dashboard).catch(() => 0)) === 184 || undefined);

  await broker.stop("SIGKILL");
  const { trouble, read } = await eventually("it is told", async () => {
    const state = await dashboard.state();
    return state.trouble === null ? undefined : { trouble: state.trouble, read: state.read };
  });
  assert.ok(trouble.said.length > 0);
  assert.equal(read, 1);
  assert.equal(await close(dashboard), 184);
  await broker.start();
  await dashboard.publish([published(minute({ close: 184.5 }))]);
  await eventually("the next", async () => (await close(dashboard)) === 184.5 || undefined);
  await eventually("no trouble", async () => (await dashboard.state()).trouble === null || undefined);
  await dashboard.ready();

  await broker.stop("SIGKILL");
  await eventually("it is told", async () => (await dashboard.state()).trouble ?? undefined);
  assert.equal(await dashboard.service.stop(), 0);
});
