import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, read, settingsOf } from "./compose-file.ts";

/** Inside a container they are what probes and Prometheus expect. */
const FIXED = new Set(["HTTP_PORT", "HTTP_HOST"]);
/** Compose's own: its broker, and a ticker that trades at weekends. */
const OTHER_DEFAULT = new Set(["KAFKA_BROKERS", "TICKERS"]);

const SERVICES = ["ingestor", "windower", "dashboard"];

interface Variable {
  readonly name: string;
  /** Undefined where the README says it in words. */
  readonly fallback: string | undefined;
  readonly services: readonly string[];
}

/** The rows of the README's table of variables. */
function documented(): Variable[] {
  const rows = read("README.md").matchAll(/^\| (`[A-Z_]+`.*) \| (.*) \| (.*) \|$/gm);
  return Array.from(rows, ([, variables, defaults, service]) => {
    const names = Array.from(variables!.matchAll(/`([A-Z][A-Z_]+)`/g), match => match[1]!);
    const values = Array.from(defaults!.matchAll(/`([^`]+)`/g), match => match[1]!);
    const services = service === "all" ? SERVICES : SERVICES.filter(each => service!.includes(each));
    return names.map((name, i) => ({
      name,
      fallback: names.length === values.length ? values[i]!.replace("<GROUP_ID>", "windower") : undefined,
      services,
    }));
  }).flat();
}

const variables = documented().filter(({ name }) => !FIXED.has(name));

test("every variable of the README is in .env.example, with its default", () => {
  assert.ok(variables.length > 20);
  const example = settingsOf(".env.example");
  for (const { name, fallback } of variables) {
    assert.ok(example.has(name), name);
    if (fallback !== undefined && !OTHER_DEFAULT.has(name)) assert.equal(example.get(name), fallback, name);
  }
});

test("every variable of the README reaches its service", () => {
  for (const { name, services } of variables) {
    assert.ok(services.length > 0, `${name} is nobody's`);
    for (const service of services) {
      assert.ok(name in (composeFile.services[service]?.environment ?? {}), `${name} to ${service}`);
    }
  }
});

test("every line of .env.example and demo.env means something to compose", () => {
  const text = read("docker-compose.yml");
  const known = new Set(Array.from(text.matchAll(/\$\{([A-Z_]+)/g), match => match[1]!));
  for (const { environment = {} } of Object.values(composeFile.services)) {
    for (const [name, value] of Object.entries(environment)) if (value === null) known.add(name);
  }
  for (const path of [".env.example", "demo.env"]) {
    for (const name of settingsOf(path).keys()) {
      assert.ok(known.has(name) || name.startsWith("COMPOSE_"), `${name} in ${path}`);
    }
  }
});

test(".env.example says compose's own defaults where it has some", () => {
  const example = settingsOf(".env.example");
  for (const [, name, fallback] of read("docker-compose.yml").matchAll(/\$\{([A-Z_]+):-([^}]*)\}/g)) {
    assert.equal(example.get(name!), fallback, name);
  }
});

test("the demo has data of its own and takes its ticks from the simulator", () => {
  const demo = settingsOf("demo.env");
  const { simulator } = composeFile.services;
  assert.match(read("docker-compose.yml"), /^name: market-features$/m);
  assert.equal(demo.get("COMPOSE_PROJECT_NAME"), "market-features-demo");
  assert.deepEqual(simulator?.profiles, [demo.get("COMPOSE_PROFILES")]);
  const url = new URL(demo.get("YAHOO_URL")!);
  assert.equal(url.hostname, "simulator");
  assert.equal(url.port, String(simulator?.environment?.SIMULATOR_PORT));
});
