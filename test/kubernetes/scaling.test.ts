import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { WindowerMetrics } from "@market/windower";
import { parse } from "yaml";
import { pathOf } from "../examples/document.ts";
import { environmentOf } from "./environment.ts";
import {
  type Autoscaler,
  type Container,
  type Deployment,
  type Disruptions,
  ofKind,
  type Pod,
  podOf,
  type Resource,
  type Selector,
  selects,
} from "./resource.ts";
import { buildVariants } from "./variants.ts";

const ADAPTER = "deploy/kubernetes/components/autoscaler/prometheus-adapter.yaml";

for (const { name: variant, resources } of await buildVariants()) {
  const services = ofKind<Deployment>("Deployment", resources).filter(
    ({ metadata }) => metadata.name !== "simulator",
  );
  const pair = services.filter(({ metadata }) => metadata.name !== "dashboard");
  const partitionsMax = (deployment: Deployment) =>
    Number(environmentOf(podOf(deployment).spec.containers[0]!, resources).TOPIC_PARTITIONS);

  describe(variant, () => {
    test("Prometheus finds all, by annotations or by the monitor, and never by both", () => {
      const monitors = resources.filter(({ kind }) => kind === "PodMonitor");
      for (const { metadata, spec } of services.map(podOf)) {
        const [container] = spec.containers as [Container];
        if (monitors.length === 0) assert.deepEqual(metadata.annotations, annotationsFor(container));
        else assert.ok(isMonitored(monitors[0]!, metadata.labels, container), container.name);
      }
    });

    test("a drained node takes one pod of a service at a time, and not the last", () => {
      for (const { spec } of ofKind<Disruptions>("PodDisruptionBudget", resources))
        assert.equal(spec.maxUnavailable, 1);
      const [autoscaler] = ofKind<Autoscaler>("HorizontalPodAutoscaler", resources);
      for (const { spec } of pair) assert.ok((spec.replicas ?? autoscaler!.spec.minReplicas) > 1);
    });

    test("there is never a replica without a partition", () => {
      for (const deployment of pair) assert.ok((deployment.spec.replicas ?? 0) <= partitionsMax(deployment));
      for (const { spec } of ofKind<Autoscaler>("HorizontalPodAutoscaler", resources)) {
        const target = pair.find(({ metadata }) => metadata.name === spec.scaleTargetRef.name)!;
        assert.equal(spec.scaleTargetRef.kind, target.kind);
        assert.ok(spec.minReplicas <= spec.maxReplicas && spec.maxReplicas <= partitionsMax(target));
        assert.equal(target.spec.replicas, undefined, "an apply would set back what the autoscaler decided");
      }
    });

    test("the autoscaler goes by a metric that a windower has and the adapter's rule hands on", () => {
      for (const { spec } of ofKind<Autoscaler>("HorizontalPodAutoscaler", resources)) {
        const [metric] = spec.metrics.flatMap(({ pods: each }) => (each ? [each.metric.name] : []));
        assert.ok(new WindowerMetrics().registry.getSingleMetric(metric!), `${metric} in /metrics`);
        const [rule] = parse(readFileSync(pathOf(ADAPTER), "utf8")).rules.custom;
        assert.equal(rule.name.as, metric);
        assert.ok(rule.seriesQuery.startsWith(`${metric}{`));
      }
    });
  });
}

function annotationsFor({ ports }: Container): Pod["metadata"]["annotations"] {
  return {
    "prometheus.io/path": "/metrics",
    "prometheus.io/port": String(ports[0]!.containerPort),
    "prometheus.io/scrape": "true",
  };
}

function isMonitored(monitor: Resource, labels: Pod["metadata"]["labels"], { ports }: Container): boolean {
  const { selector, podMetricsEndpoints } = (monitor as unknown as { spec: Monitored }).spec;
  const [endpoint] = podMetricsEndpoints;
  return selects(selector, labels) && endpoint?.path === "/metrics" && endpoint.port === ports[0]!.name;
}

interface Monitored {
  readonly selector: Selector;
  readonly podMetricsEndpoints: readonly { readonly port: string; readonly path: string }[];
}
