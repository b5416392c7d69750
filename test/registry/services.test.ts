import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readConfig as readIngestorConfig } from "@market/ingestor";
import { SchemaRegistry } from "@market/kafka";
import { createLog } from "@market/runtime";
import { readConfig } from "@market/windower";
import { readSchema } from "@market/wire";
import { eventually } from "../e2e/eventually.ts";
import { deleteTopics } from "../e2e/pair.ts";
import { Service } from "../e2e/service.ts";
import { brokers } from "../e2e/topic.ts";
import { topicsOf, variablesOf } from "../e2e/topics.ts";
import { startFakeRegistry } from "./fake-registry.ts";
import { askRegistry, registryUrl } from "./registry-url.ts";

const prefixes: string[] = [];

/** Topics of their own, which are deleted at the end. */
function variables(env: Readonly<Record<string, string>>) {
  const prefix = `registry-${crypto.randomUUID().slice(0, 8)}`;
  prefixes.push(prefix);
  return {
    topics: topicsOf(prefix),
    env: { KAFKA_BROKERS: brokers(), ...variablesOf(prefix), TOPIC_PARTITIONS: "1", ...env },
  };
}

after(async () => {
  for (const prefix of prefixes) await deleteTopics(prefix);
});

async function untilReady(service: Service): Promise<void> {
  const ready = eventually("the service is ready", async () => {
    if (service.port === undefined) return undefined;
    return (await service.get("/readyz")).status === 200 ? true : undefined;
  });
  await Promise.race([ready, service.endedEarly()]);
}

test("a windower whose schema is refused ends, and says of which subject, why and what to do", async () => {
  const { topics, env } = variables({ SCHEMA_REGISTRY_URL: registryUrl() });
  const schema = (await readSchema("market.v1.Features")).replace("double open = 13", "string open = 13");
  const { registry } = readConfig(env);
  await new SchemaRegistry(registry!, createLog("test", "silent")).register(
    topics.features,
    schema,
    new AbortController().signal,
  );
  const windower = new Service("windower", env);
  await windower.exited;
  assert.equal(windower.exitCode, 1);
  assert.match(windower.stderr, new RegExp(`${topics.features}-value \\(HTTP 409.*use another topic`));
});

test("a service waits for a registry that is away, says so in /readyz, and its password is nowhere", async t => {
  const fake = await startFakeRegistry(t, [[503, "{}"]]);
  const { topics, env } = variables({ SCHEMA_REGISTRY_URL: `http://me:secret@127.0.0.1:${fake.port}` });
  const windower = new Service("windower", env);
  const ingestor = new Service("ingestor", { ...env, YAHOO_URL: "ws://127.0.0.1:9" });
  try {
    for (const [service, topic] of [
      [windower, topics.late],
      [ingestor, topics.ticks],
    ] as const) {
      const said = `the schema registry has not answered for ${topic}-value yet`;
      const missing = eventually(said, async () => {
        if (service.port === undefined) return undefined;
        const response = await service.get("/readyz");
        return response.status === 503 && (await response.text()).includes(said) ? true : undefined;
      });
      await Promise.race([missing, service.endedEarly()]);
    }
    assert.equal(await windower.stop(), 0);
    assert.equal(await ingestor.stop(), 0);
    for (const { lines, stderr } of [windower, ingestor]) {
      assert.ok(lines.some(({ msg }) => msg === "schema registry is away, trying again"));
      assert.doesNotMatch(JSON.stringify(lines) + stderr, /secret/);
    }
  } finally {
    await Promise.all([windower.stop("SIGKILL"), ingestor.stop("SIGKILL")]);
  }
});

test("with FEATURES_FORMAT=json features have no schema in the registry, late ticks have", async () => {
  const { topics, env } = variables({ SCHEMA_REGISTRY_URL: registryUrl(), FEATURES_FORMAT: "json" });
  const windower = new Service("windower", env);
  try {
    await untilReady(windower);
    const subjects = await askRegistry<string[]>("/subjects");
    assert.deepEqual(
      [topics.ticks, topics.features, topics.late].map(topic => subjects.includes(`${topic}-value`)),
      [false, false, true],
    );
  } finally {
    await windower.stop("SIGKILL");
  }
});

test("features are Protobuf by default where there is a registry, JSON where there is none, and what is said goes", () => {
  const url = { SCHEMA_REGISTRY_URL: "http://registry:8081" };
  const formats = [{}, url, { ...url, FEATURES_FORMAT: "json" }, { FEATURES_FORMAT: "protobuf" }].map(
    env => readConfig(env).format,
  );
  assert.deepEqual(formats, ["json", "protobuf", "json", "protobuf"]);
  assert.deepEqual(readIngestorConfig(url).registry, readConfig(url).registry);
  assert.equal(readIngestorConfig({}).registry, undefined);
});
