import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";
import { parseAllDocuments } from "yaml";
import { pathOf } from "../examples/document.ts";
import type { Resource } from "./resource.ts";

/** The examples in Go have theirs in it too. */
const CACHE = pathOf(".cache/go");
/** Its go.mod and go.sum say which kustomize. */
const MODULE = pathOf("test/kubernetes/kustomize");
/** Some 10 MB, and compiling them with the standard library takes a minute or two on one slow core. */
const FETCH_MS_MAX = 300_000;
const BUILD_MS_MAX = 60_000;

let ready: Promise<void> | undefined;

/** What `kubectl apply -k` would send for a folder, by its path; throws what kustomize says where it refuses. */
export async function build(folder: string): Promise<readonly Resource[]> {
  ready ??= prepare();
  await ready;
  const yaml = await kustomize(["build", folder], BUILD_MS_MAX, { GOPROXY: "off" });
  return parseAllDocuments(yaml).map(document => document.toJS());
}

/** Fetches and compiles it where that has not been done. */
async function prepare(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  try {
    await kustomize(["version"], FETCH_MS_MAX, { GOPROXY: "off" });
  } catch {
    process.stderr.write(
      "kustomize: fetching what test/kubernetes/kustomize/go.sum names and compiling it, once\n",
    );
    await kustomize(["version"], FETCH_MS_MAX, {}).catch((error: Error) => {
      throw new Error(
        `this test needs Go 1.26 or newer (go.dev/dl) and a module proxy that it can reach: ${error.message}`,
      );
    });
    process.stderr.write("kustomize: ready\n");
  }
}

/** Go keeps the executable in its build cache, so that tests at once do not overwrite each other's. */
async function kustomize(
  args: readonly string[],
  timeout: number,
  variables: Record<string, string>,
): Promise<string> {
  const env = {
    ...process.env,
    GOMODCACHE: `${CACHE}/modules`,
    GOCACHE: `${CACHE}/build`,
    // Writable: a read-only cache can be deleted neither by git clean nor by rm -r.
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw`.trim(),
    ...variables,
  };
  const run = promisify(execFile)("go", ["tool", "kustomize", ...args], { cwd: MODULE, env, timeout });
  return (await run).stdout;
}
