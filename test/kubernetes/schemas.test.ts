import assert from "node:assert/strict";
import { test } from "node:test";
import type { Resource } from "./resource.ts";
import { checkSchemas } from "./schemas.ts";
import { buildVariants, type Variant } from "./variants.ts";
import { type Fields, wrongWords } from "./words.ts";

/** The oldest that knows all we use (unhealthyPodEvictionPolicy, matchLabelKeys), and the newest there is a schema for. */
const VERSIONS = ["1.27", "1.37"];

const variants = await buildVariants();

for (const { name, resources } of variants) {
  for (const version of VERSIONS) {
    test(`the ${name} is valid in Kubernetes ${version}`, () =>
      checkSchemas(kubernetesOwn(resources), version));
  }

  test(`every word of the ${name} is one that Kubernetes knows`, () => {
    for (const resource of resources) assert.deepEqual(wrongWords(resource as unknown as Fields), []);
  });
}

const [base] = variants as [Variant];
const windower = base.resources.find(
  ({ kind, metadata }) => kind === "Deployment" && metadata.name === "windower",
)!;

const refused: readonly (readonly [what: string, from: string, to: string, message: RegExp])[] = [
  ["an unknown field", '"readOnlyRootFilesystem":', '"readonlyRootFilesystem":', /readonlyRootFilesystem/],
  ["a field in the wrong place", '"minReadySeconds":', '"maxUnavailable":', /maxUnavailable/],
  ["a value of another type", '"replicas":3', '"replicas":"3"', /'3' is not of type 'integer'/],
  ["the lack of a required field", '"name":"windower","ports":', '"ports":', /'name' is a required property/],
  ["a kind that is not there", '"apps/v1"', '"apps/v2"', /0 of 1 resources passed/],
];

for (const [what, from, to, message] of refused) {
  test(`the schemas refuse ${what}`, async () => {
    const text = JSON.stringify(windower);
    assert.ok(text.includes(from), `the windower has no ${from}`);
    await assert.rejects(checkSchemas([JSON.parse(text.replace(from, to))], VERSIONS[0]!), message);
  });
}

/** The Prometheus operator's PodMonitor has no schema here: manifests.test.ts looks at it. */
function kubernetesOwn(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ apiVersion }) => apiVersion !== "monitoring.coreos.com/v1");
}
