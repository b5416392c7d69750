import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { readConfig } from "@market/dashboard";
import { composeFile, ROOT, read } from "./compose-file.ts";

const services = Object.entries(composeFile.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const others = services.filter(([, { build }]) => build === undefined);

test("every container has a memory limit, no capabilities, no way to gain any, and logs that end", () => {
  for (const [name, service] of services) {
    assert.match(service.mem_limit ?? "none", /^\d+m$/, name);
    assert.deepEqual(service.cap_drop, ["ALL"], name);
    assert.deepEqual(service.security_opt, ["no-new-privileges:true"], name);
    assert.ok(service.logging?.options?.["max-size"], name);
  }
});

test("every container comes back by itself but the one-shot", () => {
  for (const [name, { restart }] of services) {
    assert.equal(restart, name === "topics" ? "no" : "unless-stopped", name);
  }
});

test("ports are open on loopback only", () => {
  const ports = services.flatMap(([, service]) => service.ports ?? []);
  assert.ok(ports.length > 0);
  for (const port of ports) assert.match(port, /^127\.0\.0\.1:\$\{[A-Z]+_PORT:-\d+\}:\d+$/);
});

test("the broker gives programs on this machine the address at which it is published", () => {
  const { command = [], ports = [] } = composeFile.services.redpanda ?? {};
  const [published, inside] = ports[0]!.split(/:(?=\d+$)/);
  assert.ok(command.includes(`--kafka-addr=internal://0.0.0.0:9092,external://0.0.0.0:${inside}`));
  assert.ok(command.includes(`--advertise-kafka-addr=internal://redpanda:9092,external://${published}`));
});

test("nothing of a service that is scaled is there only once: no name, no port on the host", () => {
  for (const [name, service] of services) assert.equal(service.container_name, undefined, name);
  for (const name of ["ingestor", "windower"]) assert.equal(composeFile.services[name]?.ports, undefined);
});

test("the page is published at the port that the service has by default, and listens there inside", () => {
  const { ports, environment } = composeFile.services.dashboard ?? {};
  const { httpPort } = readConfig({});
  assert.deepEqual(ports, [`127.0.0.1:\${DASHBOARD_PORT:-${httpPort}}:${httpPort}`]);
  assert.equal(environment?.HTTP_PORT, httpPort);
});

test("images of others have an exact version, and Redpanda's is the one that the tests use", () => {
  for (const [name, { image }] of others) assert.match(image, /^[a-z/]+:v?\d+\.\d+\.\d+$/, name);
  const version = /VERSION = "(.*)"/.exec(read("packages/broker/src/redpanda.ts"))?.[1];
  assert.equal(composeFile.services.redpanda?.image, `redpandadata/redpanda:${version}`);
});

test("our containers write nowhere but into memory, and have more time to end than they take", () => {
  assert.deepEqual(ours.map(([name]) => name).sort(), [
    "dashboard",
    "ingestor",
    "simulator",
    "topics",
    "windower",
  ]);
  for (const [name, service] of ours) {
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.tmpfs, ["/tmp"], name);
    assert.ok(Number.parseInt(service.stop_grace_period ?? "10s", 10) >= 10, name);
    assert.equal(service.command?.[0], "node", name);
  }
});

test("what is mounted from this folder is there and cannot be written, and every volume is declared", () => {
  for (const [name, { volumes = [] }] of services) {
    for (const volume of volumes) {
      const path = /^(?:\$\{\w+:-)?(\.\/[^:}]+)\}?:.*:ro$/.exec(volume)?.[1];
      const isThere =
        path === undefined ? volume.split(":")[0]! in composeFile.volumes : existsSync(new URL(path, ROOT));
      assert.ok(isThere, `${name}: ${volume}`);
    }
  }
  assert.ok(composeFile.services.redpanda?.volumes?.[0]?.endsWith(":/var/lib/redpanda/data"));
});

test("nothing starts before its topics are there, and these wait for a healthy broker", () => {
  const { topics, ingestor, windower, dashboard } = composeFile.services;
  assert.deepEqual(topics?.depends_on, { redpanda: { condition: "service_healthy" } });
  for (const service of [ingestor, windower, dashboard]) {
    assert.deepEqual(service?.depends_on, { topics: { condition: "service_completed_successfully" } });
  }
});

test("by default there is no simulator and nothing to look with", () => {
  const asked = services.filter(([, { profiles }]) => profiles !== undefined);
  assert.deepEqual(Object.fromEntries(asked.map(([name, { profiles }]) => [name, profiles])), {
    simulator: ["demo"],
    console: ["observe"],
    prometheus: ["observe"],
    grafana: ["observe"],
  });
});
