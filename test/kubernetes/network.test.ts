import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { environmentOf } from "./environment.ts";
import {
  type Deployment,
  type NetworkPolicy,
  ofKind,
  type Peer,
  podOf,
  type Rule,
  selects,
} from "./resource.ts";
import { buildVariants } from "./variants.ts";

const DNS_PORT = 53;
const REGISTRY_PORT = 8081;
const SERVICES = ["ingestor", "windower", "dashboard"];
const INTERNET = ["0.0.0.0/0", "::/0"];

for (const { name: variant, resources } of await buildVariants()) {
  const deployments = ofKind<Deployment>("Deployment", resources);
  const policies = ofKind<NetworkPolicy>("NetworkPolicy", resources);
  const named = (name: string) => deployments.find(({ metadata }) => metadata.name === name)!;
  const policiesOf = (deployment: Deployment, type: "Ingress" | "Egress") =>
    policies.filter(
      ({ spec }) =>
        spec.policyTypes.includes(type) && selects(spec.podSelector, podOf(deployment).metadata.labels),
    );
  const outOf = (name: string) => policiesOf(named(name), "Egress").flatMap(({ spec }) => spec.egress ?? []);
  const intoOf = (name: string) =>
    policiesOf(named(name), "Ingress").flatMap(({ spec }) => spec.ingress ?? []);
  const environmentOfNamed = (name: string) =>
    environmentOf(podOf(named(name)).spec.containers[0]!, resources);

  describe(variant, () => {
    test("of every pod all is denied that no policy allows", () => {
      for (const deployment of deployments)
        for (const type of ["Ingress", "Egress"] as const)
          assert.ok(policiesOf(deployment, type).some(isWithoutRules), `${deployment.metadata.name} ${type}`);
    });

    test("every policy is about a pod that is there", () => {
      for (const { metadata, spec } of policies) {
        const labels = deployments.map(each => podOf(each).metadata.labels);
        assert.ok(
          labels.some(each => selects(spec.podSelector, each)),
          metadata.name,
        );
      }
    });

    test("every service reaches the brokers and names, and those that ask the registry that as well", () => {
      for (const name of SERVICES) {
        const brokers = environmentOfNamed(name).KAFKA_BROKERS!.split(",");
        const ports = [...brokers.map(broker => Number(broker.split(":")[1])), DNS_PORT];
        for (const port of ports) assert.ok(outOf(name).some(allows(port)), `${name} to port ${port}`);
        assert.equal(outOf(name).some(allows(REGISTRY_PORT)), name !== "dashboard", name);
      }
    });

    test("ingestors alone reach the internet, on port 443", () => {
      for (const { metadata } of deployments) {
        const toInternet = outOf(metadata.name).filter(({ to = [] }) => to.some(isInternet));
        const ports = toInternet.flatMap(rule => rule.ports ?? []).map(({ port }) => port);
        assert.deepEqual(ports, metadata.name === "ingestor" ? [443] : [], metadata.name);
      }
    });

    test("nothing is allowed to go anywhere on any port", () => {
      for (const { metadata } of deployments)
        for (const rule of [...outOf(metadata.name), ...intoOf(metadata.name)])
          assert.ok(rule.ports?.length, metadata.name);
    });

    test("only the namespace monitoring reaches a service, and the page one more that an overlay names", () => {
      for (const name of SERVICES) {
        const { ports } = podOf(named(name)).spec.containers[0]!;
        const isShown = name === "dashboard" && variant === "overlay";
        const expected = ["monitoring", ...(isShown ? ["ingress-nginx"] : [])].map(namespace => ({
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }],
          ports: [{ protocol: "TCP", port: ports[0]!.name }],
        }));
        assert.deepEqual(intoOf(name).toSorted(byPeer), expected.toSorted(byPeer), name);
      }
    });

    test("ingestors alone reach the simulator, where there is one", () => {
      if (variant !== "trial") return assert.ok(!named("simulator"));
      const { ports } = podOf(named("simulator")).spec.containers[0]!;
      const [rule, ...others] = intoOf("simulator");
      assert.deepEqual([rule?.ports, others], [[{ protocol: "TCP", port: ports[0]!.name }], []]);
      const peers = deployments.filter(each => rule!.from!.some(isPod(podOf(each).metadata.labels)));
      assert.deepEqual(
        peers.map(({ metadata }) => metadata.name),
        ["ingestor"],
      );
      const there = outOf("ingestor").filter(({ to = [] }) =>
        to.some(isPod(podOf(named("simulator")).metadata.labels)),
      );
      assert.ok(there.some(allows(ports[0]!.containerPort)));
    });
  });
}

function byPeer(a: Rule, b: Rule): number {
  return JSON.stringify(a.from) < JSON.stringify(b.from) ? -1 : 1;
}

function isWithoutRules({ spec }: NetworkPolicy): boolean {
  return spec.ingress === undefined && spec.egress === undefined;
}

function allows(port: number): (rule: Rule) => boolean {
  return ({ ports = [] }) => ports.some(each => each.port === port);
}

function isInternet({ ipBlock }: Peer): boolean {
  return ipBlock !== undefined && INTERNET.includes(ipBlock.cidr);
}

function isPod(labels: Readonly<Record<string, string>>): (peer: Peer) => boolean {
  return ({ podSelector }) => podSelector !== undefined && selects(podSelector, labels);
}
