import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { KafkaProcess, openBroker } from "@market/broker";
import { type Admin, Kafka, logLevel } from "kafkajs";
import { createTopics } from "../new-topics.ts";

// These tests start Apache Kafka themselves, whatever KAFKA_BROKERS says: they are about how it begins and ends.

/** The watcher that outlives a killed parent needs a second; the rest is for a busy machine. */
const GONE_MS_MAX = 10_000;

test("a topic can be created on the local Kafka, and none comes into being unasked", async t => {
  const kafka = await openKafka();
  t.after(() => kafka.close());
  await createTopic(kafka.brokers, "asked-for");
  const producer = client(kafka.brokers).producer();
  await producer.connect();
  t.after(() => producer.disconnect());
  await assert.rejects(
    producer.send({ topic: "not-asked-for", messages: [{ value: "" }] }),
    /does not host this topic/,
  );
  assert.deepEqual(await withAdmin(kafka.brokers, admin => admin.listTopics()), ["asked-for"]);
});

test("after close() the port refuses, the process is gone and its directory is deleted", async () => {
  const kafka = await openKafka();
  const pid = kafka.pid!;
  assert.ok((await accepts(kafka.brokers)) && runs(pid) && existsSync(kafka.dir));
  await kafka.close();
  assert.equal(await accepts(kafka.brokers), false);
  assert.equal(runs(pid), false);
  assert.equal(existsSync(kafka.dir), false);
  await kafka.close();
});

test("a broker that was stopped or killed comes back on its port with its topics", async t => {
  const kafka = await openKafka();
  t.after(() => kafka.close());
  await createTopic(kafka.brokers, "kept");
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    await kafka.stop(signal);
    assert.equal(kafka.pid, undefined);
    assert.equal(await accepts(kafka.brokers), false);
    await kafka.start();
    assert.deepEqual(await withAdmin(kafka.brokers, admin => admin.listTopics()), ["kept"]);
  }
});

test("a process that is killed takes its broker and the broker's directory with it", async t => {
  const parent = spawn(process.execPath, [fileURLToPath(import.meta.resolve("./opens-a-broker.ts"))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => parent.kill("SIGKILL"));
  const [line] = await once(createInterface({ input: parent.stdout }), "line");
  const kafka: { brokers: string; pid: number; dir: string } = JSON.parse(line);
  assert.ok((await accepts(kafka.brokers)) && runs(kafka.pid) && existsSync(kafka.dir));

  parent.kill("SIGKILL");
  await once(parent, "close");
  const deadline = performance.now() + GONE_MS_MAX;
  while ((runs(kafka.pid) || existsSync(kafka.dir)) && performance.now() < deadline) await setTimeout(50);
  assert.equal(runs(kafka.pid), false);
  assert.equal(await accepts(kafka.brokers), false);
  assert.equal(existsSync(kafka.dir), false);
});

test("an opening that is given up leaves nothing behind", async t => {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), "given-up-"));
  t.after(async () => {
    await rm(tmpdir(), { recursive: true });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  const giveUp = new AbortController();
  const opening = KafkaProcess.open({
    env: process.env,
    signal: giveUp.signal,
    // 800 ms later its storage is formatted here, and the broker itself is still far from ready.
    progress: line =>
      void (line.startsWith("starting") && setTimeout(800).then(() => giveUp.abort(new Error("given up")))),
  });
  await assert.rejects(opening, /given up/);
  assert.deepEqual(await readdir(tmpdir()), []);
});

test("a broker that KAFKA_BROKERS names is used as it is", async () => {
  const lines: string[] = [];
  const broker = await openBroker({
    env: { KAFKA_BROKERS: "one:1,two:2" },
    progress: line => lines.push(line),
  });
  assert.deepEqual([broker.brokers, broker.name], ["one:1,two:2", "KAFKA_BROKERS"]);
  await broker.close();
  assert.deepEqual(lines, []);
});

test("where no broker is to be had, the error says how to get one", async () => {
  const env = { PATH: "/nowhere", DOCKER_HOST: "unix:///nowhere/docker.sock" };
  await assert.rejects(openBroker({ env, progress: () => {} }), (error: Error & { code?: string }) => {
    assert.equal(error.code, "NO_BROKER");
    for (const way of [/set KAFKA_BROKERS/, /start Docker/, /install Java 17 or newer and Maven/]) {
      assert.match(error.message, way);
    }
    return true;
  });
});

async function openKafka(): Promise<KafkaProcess> {
  const kafka = await KafkaProcess.open({
    env: process.env,
    progress: line => process.stderr.write(`${line}\n`),
  });
  if ("unavailable" in kafka) throw new Error(kafka.unavailable);
  return kafka;
}

async function createTopic(brokers: string, topic: string): Promise<void> {
  await withAdmin(brokers, admin => createTopics(admin, { topic, numPartitions: 3 }));
}

function client(brokers: string): Kafka {
  return new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 1 } });
}

async function withAdmin<T>(brokers: string, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

function accepts(brokers: string): Promise<boolean> {
  const [host, port] = brokers.split(":");
  return new Promise(resolve => {
    const socket = connect(Number(port), host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

/** Signal 0 is delivered to nobody; whether it could be is the answer. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
