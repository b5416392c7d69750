import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { deleteTopics } from "../e2e/pair.ts";
import { brokers, readTopic } from "../e2e/topic.ts";
import { topicsOf, variablesOf } from "../e2e/topics.ts";
import { pathOf } from "../examples/document.ts";
import { bare } from "../wire/frames.ts";
import { askRegistry, registryUrl } from "./registry-url.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);

test("a recording that is replayed carries the schema's id like the live feed", async () => {
  const prefix = `registry-${crypto.randomUUID().slice(0, 8)}`;
  const { ticks } = topicsOf(prefix);
  const dir = await mkdtemp(join(tmpdir(), "market-replay-"));
  try {
    const file = join(dir, "minute.jsonl");
    const lines = [1, 2, 3].map(i => ({
      received_time: T + i * 1_000,
      frame: bare({ id: "AMZN", price: 100 + i, time: T + i * 1_000 }),
    }));
    await writeFile(file, lines.map(line => JSON.stringify(line)).join("\n"));
    const env = {
      PATH: process.env.PATH,
      ...variablesOf(prefix),
      KAFKA_BROKERS: brokers(),
      TOPIC_PARTITIONS: "1",
      SCHEMA_REGISTRY_URL: registryUrl(),
    };
    const main = pathOf("services/ingestor/src/replay-main.ts");
    await promisify(execFile)(process.execPath, [main, file, "--speed", "0"], { env });

    const { id } = await askRegistry<{ id: number }>(`/subjects/${ticks}-value/versions/latest`);
    const ids = (await readTopic(ticks)).flatMap(({ message: { value } }) =>
      value === null ? [] : [value[0] === 0 ? value.readUInt32BE(1) : "plain"],
    );
    assert.deepEqual(ids, [id, id, id]);
  } finally {
    await rm(dir, { recursive: true, force: true });
    await deleteTopics(prefix);
  }
});
