import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Features } from "@market/windowing";
import { decodeFeatures } from "@market/wire";
import { brokers } from "../e2e/topic.ts";
import { assertSame } from "./assert-same.ts";
import { commandOf, documentedCommand } from "./documented.ts";
import { type Published, publish } from "./published.ts";
import { runCommand } from "./run-command.ts";

const MY_FEATURE = "examples/feature-module/my-feature.ts";

let published: Published;
let features: Features[];
let registry: string;
let env: Record<string, string>;

before(async () => {
  registry = process.env.TEST_REGISTRY_URL ?? "";
  assert.ok(
    registry,
    "TEST_REGISTRY_URL is not set: run this with `npm test`, which starts a schema registry",
  );
  published = await publish({ SCHEMA_REGISTRY_URL: registry, ...documentedVariable(MY_FEATURE) });
  env = { KAFKA_BROKERS: brokers(), FEATURES_TOPIC: published.windower.topics.features };
  features = published.values.map(value => {
    assert.equal(value[0], 0, "the windower wrote no schema id");
    return decodeFeatures(value, "protobuf");
  });
});

after(() => published?.windower.close());

test(`${MY_FEATURE}, set as its head comment says, is in every record; a name it left undefined is not`, () => {
  for (const { custom, ticks } of features) {
    assert.deepEqual({ ...custom, efficiency: null }, { efficiency: null, ticks_per_second: ticks / 60 });
    // What one tick alone has is no path.
    assert.equal("efficiency" in custom, ticks > 1);
  }
  const efficiencies = features.flatMap(({ custom }) => custom.efficiency ?? []);
  assert.ok(efficiencies.length > 0 && efficiencies.length < features.length);
  assert.ok(efficiencies.every(each => each >= 0 && each <= 1));
});

for (const file of ["examples/python/features.py", "examples/typescript/features.ts"]) {
  test(`${file} --registry prints the same of Protobuf behind a schema id, aborted records excepted`, async () => {
    assert.ok(features.some(({ std }) => std === null) && features.some(({ std }) => std !== null));
    assert.ok(features.some(({ custom }) => Object.keys(custom).length > 1));
    assertSame(await runCommand(`${await commandOf(file)} -e --registry ${registry}`, env), features);
  });
}

/** The variable that an example's command sets. */
function documentedVariable(file: string): Record<string, string> {
  const [, name, value] = /^([A-Z_]+)=(\S+) /.exec(documentedCommand(file)) ?? [];
  assert.ok(name && value, `the command of ${file} begins with no variable`);
  return { [name]: value };
}
