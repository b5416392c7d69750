import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, test } from "node:test";
import { pathOf } from "../examples/document.ts";
import { environmentOf } from "./environment.ts";
import {
  type ConfigMap,
  type Container,
  type Deployment,
  type Disruptions,
  ofKind,
  podOf,
  type Selector,
  type Service,
  selects,
} from "./resource.ts";
import { buildVariants } from "./variants.ts";

const read = (file: string) => readFileSync(pathOf(file), "utf8");

/** After it a process ends itself, in ms. */
const SHUTDOWN_MS = Number(
  /SHUTDOWN_MS = ([\d_]+);/.exec(read("packages/runtime/src/run.ts"))![1]!.replace("_", ""),
);
const { version } = JSON.parse(read("package.json"));
const PROBED = { startupProbe: "/livez", livenessProbe: "/livez", readinessProbe: "/readyz" } as const;

for (const { name: variant, resources } of await buildVariants()) {
  const deployments = ofKind<Deployment>("Deployment", resources);
  const pods = deployments.map(podOf);
  const containers = pods.flatMap(({ spec }) => spec.containers);
  const services = deployments.filter(({ metadata }) => metadata.name !== "simulator");

  describe(variant, () => {
    test("all three services are there, and the namespace is the user's", () => {
      assert.deepEqual(services.map(({ metadata }) => metadata.name).sort(), [
        "dashboard",
        "ingestor",
        "windower",
      ]);
      const namespaces = new Set(resources.map(({ metadata }) => metadata.namespace));
      assert.deepEqual([...namespaces], [variant === "overlay" ? "market" : undefined]);
    });

    test("every container runs our image, of this version, and a service that is in it", () => {
      for (const { name, image, command } of containers) {
        assert.match(
          image,
          new RegExp(`^(registry\\.example\\.com/)?market-features:${version.replaceAll(".", "\\.")}$`),
        );
        assert.deepEqual(command, ["node", `services/${name}/src/main.ts`]);
        assert.ok(existsSync(pathOf(command[1]!)), command[1]);
      }
    });

    test("no container is root, writes but to /tmp, or is more than it has to be", () => {
      for (const { spec } of pods) {
        const { runAsNonRoot, runAsUser, seccompProfile } = spec.securityContext;
        assert.deepEqual(
          [runAsNonRoot, runAsUser, seccompProfile],
          [true, 1_000, { type: "RuntimeDefault" }],
        );
        assert.equal(spec.automountServiceAccountToken, false);
        for (const { securityContext, volumeMounts } of spec.containers) {
          assert.deepEqual(securityContext, {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
          });
          assert.ok(volumeMounts.some(({ mountPath }) => mountPath === "/tmp"));
        }
      }
    });

    test("every container says what it needs and has a limit", () => {
      for (const { name, resources: needs } of containers) {
        for (const { cpu, memory } of [needs.requests, needs.limits]) {
          assert.match(cpu ?? "", /^\d+m?$/, name);
          assert.match(memory ?? "", /^\d+[MG]i$/, name);
        }
      }
    });

    test("what is mounted is a volume of the pod, and a ConfigMap that is there", () => {
      const configMaps = ofKind("ConfigMap", resources).map(({ metadata }) => metadata.name);
      for (const { spec } of pods) {
        const volumes = new Set(spec.volumes.map(({ name }) => name));
        for (const { name } of spec.containers.flatMap(({ volumeMounts }) => volumeMounts))
          assert.ok(volumes.has(name));
        for (const { configMap } of spec.volumes)
          if (configMap) assert.ok(configMaps.includes(configMap.name));
      }
    });

    test("the authority that Node is told of is in a ConfigMap that is mounted", () => {
      for (const { spec } of services.map(podOf)) {
        const [container] = spec.containers as [Container];
        const { NODE_EXTRA_CA_CERTS: file } = environmentOf(container, resources);
        assert.equal(file !== undefined, variant === "overlay");
        if (file === undefined) continue;
        const mount = container.volumeMounts.find(({ mountPath }) => mountPath === dirname(file))!;
        const volume = spec.volumes.find(({ name }) => name === mount.name)!;
        const configMaps = ofKind<ConfigMap>("ConfigMap", resources);
        const mounted = configMaps.find(({ metadata }) => metadata.name === volume.configMap?.name)!;
        assert.ok(basename(file) in mounted.data);
      }
    });

    test("a pod has longer to end than its process takes", () => {
      for (const { spec } of pods) assert.ok(spec.terminationGracePeriodSeconds * 1_000 > SHUTDOWN_MS);
    });

    test("probes ask for what the services answer", () => {
      for (const container of services.flatMap(each => podOf(each).spec.containers)) {
        for (const [probe, path] of Object.entries(PROBED)) {
          assert.deepEqual(container[probe as keyof typeof PROBED].httpGet, {
            path,
            port: container.ports[0]!.name,
          });
        }
      }
    });

    test("every selector takes in exactly the pods it is meant for", () => {
      const chosenBy = (selector: Selector) =>
        deployments
          .filter(each => selects(selector, podOf(each).metadata.labels))
          .map(({ metadata }) => metadata.name);
      for (const { metadata, spec } of deployments) {
        assert.deepEqual(chosenBy(spec.selector), [metadata.name]);
        for (const { labelSelector } of spec.template.spec.topologySpreadConstraints ?? [])
          assert.deepEqual(chosenBy(labelSelector), [metadata.name]);
      }
      for (const { metadata, spec } of ofKind<Service>("Service", resources)) {
        assert.deepEqual(chosenBy({ matchLabels: spec.selector }), [metadata.name]);
        const { ports } = podOf(deployments.find(each => each.metadata.name === metadata.name)!).spec
          .containers[0]!;
        assert.deepEqual(spec.ports, [
          { name: ports[0]!.name, port: ports[0]!.containerPort, targetPort: ports[0]!.name },
        ]);
      }
      const disruptions = ofKind<Disruptions>("PodDisruptionBudget", resources);
      assert.deepEqual(disruptions.flatMap(({ spec }) => chosenBy(spec.selector)).sort(), [
        "ingestor",
        "windower",
      ]);
    });
  });
}
