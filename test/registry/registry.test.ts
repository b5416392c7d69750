import assert from "node:assert/strict";
import { test } from "node:test";
import { readRegistry, SchemaRegistry } from "@market/kafka";
import { type ConfigError, createLog, Env, type Log } from "@market/runtime";
import { readSchema } from "@market/wire";
import { startFakeRegistry } from "./fake-registry.ts";
import { askRegistry, registryUrl } from "./registry-url.ts";

const QUIET = createLog("test", "silent");
const NEVER = new AbortController().signal;

const topicOf = () => `topic-${crypto.randomUUID().slice(0, 8)}`;
const configOf = (url: string) => readRegistry(new Env({ SCHEMA_REGISTRY_URL: url }))!;
const clientOf = (url = registryUrl(), log = QUIET) => new SchemaRegistry(configOf(url), log);
const known = (id: number) => [200, JSON.stringify({ id })] as const;

/** A log that keeps its lines. */
function linesOf(): { readonly lines: string[]; readonly log: Log } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  return { lines, log: { info: keep, warn: keep } as unknown as Log };
}

test("a schema is registered as Protobuf under <topic>-value, once: asked again, the id is the same", async () => {
  const topic = topicOf();
  const schema = await readSchema("market.v1.Tick");
  const id = await clientOf().register(topic, schema, NEVER);
  assert.equal(await clientOf().register(topic, schema, NEVER), id);
  assert.deepEqual(await askRegistry(`/subjects/${topic}-value/versions`), [1]);
  const { schemaType, subject } = await askRegistry<{ schemaType: string; subject: string }>(
    `/subjects/${topic}-value/versions/latest`,
  );
  assert.deepEqual([schemaType, subject], ["PROTOBUF", `${topic}-value`]);
});

test("a schema that has grown gets an id of its own", async () => {
  const topic = topicOf();
  const schema = await readSchema("market.v1.Tick");
  const grown = schema.replace(/\}\s*$/, "  optional string more = 900;\n}\n");
  const first = await clientOf().register(topic, schema, NEVER);
  assert.notEqual(await clientOf().register(topic, grown, NEVER), first);
  assert.equal(await clientOf().register(topic, schema, NEVER), first, "an older version may still start");
});

test("a schema that may not follow the one there is refused, with the subject, the registry's reason and what to do", async () => {
  const topic = topicOf();
  const schema = await readSchema("market.v1.Tick");
  await clientOf().register(topic, schema, NEVER);
  const broken = schema.replace("double price = 4", "string price = 4");
  assert.notEqual(broken, schema);
  await assert.rejects(clientOf().register(topic, broken, NEVER), ({ message }: Error) => {
    for (const part of [`${topic}-value`, "HTTP 409", "ncompatib", "use another topic"])
      assert.ok(message.includes(part), `no ${part} in: ${message}`);
    return true;
  });
});

test("a URL that is no registry's is refused at once, and the message says which URLs are", async t => {
  const { origin } = new URL(registryUrl());
  await assert.rejects(
    clientOf(`${origin}/nothing/here`).register(topicOf(), "", NEVER),
    /HTTP 404.*ccompat/,
  );
  for (const [status, body] of [
    [200, "<html>hello</html>"],
    [302, ""],
    [400, "{}"],
  ] as const) {
    const fake = await startFakeRegistry(t, [[status, body]]);
    await assert.rejects(
      clientOf(`http://127.0.0.1:${fake.port}`).register("t", "", NEVER),
      new RegExp(`of t-value \\(HTTP ${status}.*SCHEMA_REGISTRY_URL must be the base`),
    );
  }
});

test("a registry that is away is waited for: a closed port, its own faults, being asked too often", async t => {
  const closed = await startFakeRegistry(t, [[200, ""]]);
  await closed.close();
  const log = linesOf();
  const client = clientOf(`http://127.0.0.1:${closed.port}`, log.log);
  const ending = new AbortController();
  t.after(() => ending.abort());
  const registering = client.register("t", "schema", ending.signal);
  while (log.lines.length < 2) await new Promise(resolve => setTimeout(resolve, 20));
  assert.deepEqual(client.missing, ["the schema registry has not answered for t-value yet"]);
  await startFakeRegistry(
    t,
    [[503, "{}"], [429, "slower"], [500, '{"message":"no leader"}'], known(7)],
    closed.port,
  );
  assert.equal(await registering, 7);
  assert.deepEqual(client.missing, []);
  assert.match(log.lines.join("\n"), /ECONNREFUSED.*HTTP 503.*slower.*no leader.*schema is registered/s);
});

test("waiting ends with the signal", async t => {
  const fake = await startFakeRegistry(t, [[503, "{}"]]);
  const ending = new AbortController();
  const registering = clientOf(`http://127.0.0.1:${fake.port}`).register("t", "schema", ending.signal);
  setTimeout(() => ending.abort(), 50);
  await assert.rejects(registering, { name: "AbortError" });
});

test("who may only read can start where the schema is there already: it is looked up before it is registered", async t => {
  const fake = await startFakeRegistry(t, [known(5)]);
  assert.equal(await clientOf(`http://127.0.0.1:${fake.port}/base/`).register("a/b", "schema", NEVER), 5);
  assert.deepEqual(
    fake.asked.map(({ method, path }) => `${method} ${path}`),
    ["POST /base/subjects/a%2Fb-value"],
  );
});

test("credentials in the URL are sent, and are in no log line and no error", async t => {
  const fake = await startFakeRegistry(t, [
    [503, "{}"],
    [401, '{"message":"Unauthorized"}'],
  ]);
  const log = linesOf();
  const client = clientOf(`http://an%40user:s%2Fcret%25@127.0.0.1:${fake.port}`, log.log);
  await assert.rejects(client.register("t", "schema", NEVER), ({ message }: Error) => {
    assert.match(
      message,
      /t-value \(HTTP 401: Unauthorized\): put a user and password that may write t-value/,
    );
    assert.doesNotMatch(message, /an@user|cret/);
    return true;
  });
  const expected = `Basic ${Buffer.from("an@user:s/cret%").toString("base64")}`;
  assert.deepEqual(new Set(fake.asked.map(each => each.authorization)), new Set([expected]));
  assert.doesNotMatch(log.lines.join("\n"), /cret|an@user|an%40user|Basic/);
});

test("SCHEMA_REGISTRY_URL is the base of a registry's API, and a fault never shows its password", () => {
  const faultsOf = (url: string): readonly string[] => {
    const env = new Env({ SCHEMA_REGISTRY_URL: url });
    readRegistry(env);
    try {
      env.check();
      return [];
    } catch (error) {
      return (error as ConfigError).faults;
    }
  };
  for (const good of ["http://localhost:8081", "https://u:p@host/apis/ccompat/v7/", "", "http://[::1]:8081"])
    assert.deepEqual(faultsOf(good), [], good);
  for (const bad of [
    "localhost:8081",
    "ftp://host",
    "registry",
    "http://host?x=1",
    "http://host#x",
    "http://a:%zz@host",
  ]) {
    const [fault, ...others] = faultsOf(bad);
    assert.match(fault ?? "", /^SCHEMA_REGISTRY_URL=.*: expected /, bad);
    assert.deepEqual(others, []);
  }
  for (const fault of faultsOf("ftp://user:secret@host")) assert.doesNotMatch(fault, /secret/);
  assert.equal(readRegistry(new Env({})), undefined);
  assert.deepEqual(configOf("http://host:8081/"), { url: "http://host:8081", authorization: undefined });
});
