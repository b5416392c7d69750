import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import * as dashboard from "@market/dashboard";
import * as ingestor from "@market/ingestor";
import { ConfigError } from "@market/runtime";
import * as windower from "@market/windower";
import { pathOf } from "../examples/document.ts";
import { environmentOf, watched } from "./environment.ts";
import { type ConfigMap, type Container, type Deployment, ofKind, podOf, type Resource } from "./resource.ts";
import { buildVariants } from "./variants.ts";

const read = (file: string) => readFileSync(pathOf(file), "utf8");

/** Node reads them itself. */
const NODES_OWN = new Set(["NODE_EXTRA_CA_CERTS"]);
const CREDENTIALS = { KAFKA_SASL_USERNAME: "someone", KAFKA_SASL_PASSWORD: "a secret" };
const SERVICES = { ingestor, windower, dashboard };
type Settings = Readonly<Record<string, string>>;
type ServiceName = keyof typeof SERVICES;

/** The variables of the README's configuration table. */
const documented = new Set(
  Array.from(read("README.md").matchAll(/^\| (`[A-Z_]+`.*?) \|/gm), ([, names]) =>
    Array.from(names!.matchAll(/`([A-Z][A-Z_]+)`/g), match => match[1]!),
  ).flat(),
);

for (const { name: variant, resources } of await buildVariants()) {
  describe(variant, () => {
    for (const name of ["ingestor", "windower", "dashboard"] as const) {
      const container = containerOf(name, resources);
      const environment = environmentOf(container, resources);

      test(`the ${name} takes its settings, and reads every one of them`, () => {
        const { variables, asked } = watched(withCredentials(environment));
        SERVICES[name].readConfig(variables);
        for (const variable of Object.keys(environment)) {
          if (NODES_OWN.has(variable)) continue;
          assert.ok(asked.has(variable), `the ${name} does not read ${variable}`);
          assert.ok(documented.has(variable), `the README's table has no ${variable}`);
        }
      });

      test(`the ${name} listens where probes and Prometheus ask, on every address`, () => {
        const { httpHost, httpPort } = SERVICES[name].readConfig(withCredentials(environment));
        assert.equal(httpHost, "0.0.0.0");
        assert.deepEqual(container.ports, [{ name: "http", containerPort: httpPort }]);
      });

      test(`the ${name} has credentials from a Secret that need not be there, and nowhere else`, () => {
        const secrets = container.envFrom!.flatMap(({ secretRef }) => (secretRef ? [secretRef] : []));
        assert.deepEqual(secrets, [{ name: `${name}-credentials`, optional: true }]);
        const { KAFKA_SASL_MECHANISM: mechanism } = environment;
        if (mechanism === undefined) return;
        assert.throws(
          () => SERVICES[name].readConfig(environment),
          (error: unknown) => error instanceof ConfigError && /KAFKA_SASL_USERNAME/.test(error.faults.join()),
        );
      });
    }

    test("no manifest holds a secret", () => {
      assert.deepEqual(ofKind("Secret", resources), []);
      for (const { metadata, data } of ofKind<ConfigMap>("ConfigMap", resources))
        assert.doesNotMatch(Object.keys(data).join(), /PASSWORD|USERNAME|TOKEN/, metadata.name);
    });

    test("a changed setting changes the name of its ConfigMap, and so rolls the pods that read it", () => {
      const names = ofKind("ConfigMap", resources).map(({ metadata }) => metadata.name);
      assert.ok(names.length >= 4);
      for (const name of names) assert.match(name, /-[a-z0-9]{10}$/);
    });

    test("the simulator, where there is one, reads its settings and is the feed", () => {
      const simulator = ofKind<Deployment>("Deployment", resources).find(isCalled("simulator"));
      const environment = environmentOf(containerOf("ingestor", resources), resources);
      const { url } = ingestor.readConfig(withCredentials(environment));
      if (variant !== "trial") {
        assert.equal(simulator, undefined);
        assert.equal(new URL(url).hostname, "streamer.finance.yahoo.com");
        return;
      }
      const [container] = podOf(simulator!).spec.containers as [Container];
      const source = read("services/simulator/src/config.ts");
      for (const { name } of container.env!) assert.ok(source.includes(`"${name}"`), name);
      assert.equal(url, `ws://simulator:${container.ports[0]!.containerPort}`);
      assert.equal(
        environmentOf(container, resources).SIMULATOR_PORT,
        String(container.ports[0]!.containerPort),
      );
    });
  });
}

test("every variable that deploy/kubernetes/README.md names is one that a service reads", () => {
  const named = read("deploy/kubernetes/README.md").matchAll(/\b[A-Z]+_[A-Z_]+\b/g);
  const unknown = Array.from(named, ([name]) => name).filter(
    name => !documented.has(name) && !NODES_OWN.has(name),
  );
  assert.deepEqual(unknown, []);
});

function isCalled(name: string): (resource: Resource) => boolean {
  return ({ metadata }) => metadata.name === name;
}

function containerOf(name: ServiceName, resources: readonly Resource[]): Container {
  return podOf(ofKind<Deployment>("Deployment", resources).find(isCalled(name))!).spec.containers[0]!;
}

/** And what the Secret would hold. */
function withCredentials(environment: Settings): Settings {
  return environment.KAFKA_SASL_MECHANISM === undefined ? environment : { ...environment, ...CREDENTIALS };
}
