import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig as readDashboard } from "@market/dashboard";
import { readConfig as readIngestor } from "@market/ingestor";
import { readConfig as readWindower } from "@market/windower";
import { composeFile, read } from "./compose-file.ts";

const dockerfile = read("Dockerfile");

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The folders of the workspaces that the image's services need, themselves included. */
function needed(): string[] {
  const folders = new Set<string>();
  const add = (folder: string) => {
    if (folders.has(folder)) return;
    folders.add(folder);
    const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as Manifest;
    for (const name of Object.keys(dependencies)) {
      if (name.startsWith("@market/")) add(`packages/${name.slice("@market/".length)}`);
    }
  };
  for (const { command } of Object.values(composeFile.services)) {
    const folder = /^(services\/\w+)\/src\/main\.ts$/.exec(command?.[1] ?? "")?.[1];
    if (folder !== undefined) add(folder);
  }
  return [...folders].sort();
}

test("the image installs what its services depend on, and nothing else", () => {
  const copied = Array.from(dockerfile.matchAll(/^COPY (\S+)\/package\.json \1\/$/gm), match => match[1]!);
  assert.deepEqual(copied.sort(), needed());
  const services = copied.filter(folder => folder.startsWith("services/"));
  const install = /^RUN npm ci --omit=dev (?:.|\n)*?[^\\]$/m.exec(dockerfile)?.[0];
  const workspaces = Array.from(
    install?.matchAll(/-w @market\/(\w+)/g) ?? [],
    match => `services/${match[1]}`,
  );
  assert.deepEqual(workspaces.sort(), services);
});

test("the image's process is the service itself, and not root's", () => {
  assert.match(dockerfile, /^USER node$/m);
  assert.match(dockerfile, /^ENTRYPOINT \[\]$/m);
  assert.match(dockerfile, /^CMD \["node"/m);
});

test("the image says how it is and where it comes from", () => {
  const check = /^HEALTHCHECK .*\n.*\/readyz.*$/m.exec(dockerfile)?.[0] ?? "";
  for (const { httpPort } of [readIngestor({}), readWindower({}), readDashboard({})])
    assert.match(check, new RegExp(`\\b${httpPort}\\b`));
  for (const label of ["version", "revision", "source", "licenses"]) {
    assert.match(dockerfile, new RegExp(`org\\.opencontainers\\.image\\.${label}=`), label);
  }
});

test("nothing gets into a build that is not named, and no settings file does", () => {
  const lines = read(".dockerignore")
    .split("\n")
    .filter(line => line !== "" && !line.startsWith("#"));
  assert.equal(lines[0], "*");
  assert.deepEqual(
    lines.filter(line => line.startsWith("!")),
    ["!package.json", "!package-lock.json", "!packages", "!services", "!proto"],
  );
  for (const pattern of ["**/.env*", "**/node_modules", "packages/broker"])
    assert.ok(lines.includes(pattern));
});
