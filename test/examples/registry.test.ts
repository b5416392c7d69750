import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { decodeFeatures } from "@market/wire";
import { brokers } from "../e2e/topic.ts";
import { assertSame } from "./assert-same.ts";
import { commandOf } from "./documented.ts";
import { type Published, publish } from "./published.ts";
import { runCommand } from "./run-command.ts";

const FEATURES_PY = "examples/python/features.py";

let published: Published;
let registry: string;
let env: Record<string, string>;

before(async () => {
  registry = process.env.TEST_REGISTRY_URL ?? "";
  assert.ok(
    registry,
    "TEST_REGISTRY_URL is not set: run this with `npm test`, which starts a schema registry",
  );
  published = await publish({ SCHEMA_REGISTRY_URL: registry });
  env = { KAFKA_BROKERS: brokers(), FEATURES_TOPIC: published.windower.topics.features };
});

after(() => published?.windower.close());

test("examples/python/features.py --registry prints the same of Protobuf behind a schema id, aborted records excepted", async () => {
  const features = published.values.map(value => {
    assert.equal(value[0], 0, "the windower wrote no schema id");
    return decodeFeatures(value, "protobuf");
  });
  assert.ok(features.some(({ std }) => std === null) && features.some(({ std }) => std !== null));
  assertSame(await runCommand(`${await commandOf(FEATURES_PY)} -e --registry ${registry}`, env), features);
});
