import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";
import { pathOf } from "./document.ts";

const CACHE = pathOf(".cache/go");
const EXAMPLE = pathOf("examples/go");
/** Some 5 MB, and compiling them with the standard library takes a minute on one slow core. */
const FETCH_MS_MAX = 300_000;

/**
 * The environment in which `go run` finds the example's modules in the cache and asks no network for them; what was not
 * there has been fetched and compiled.
 */
export async function goEnvironment(): Promise<Record<string, string>> {
  await mkdir(CACHE, { recursive: true });
  const env = {
    GOMODCACHE: `${CACHE}/modules`,
    GOCACHE: `${CACHE}/build`,
    // Writable: a read-only cache can be deleted neither by git clean nor by rm -r.
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw`.trim(),
  };
  const offline = { ...env, GOPROXY: "off" };
  const compiles = (variables: Record<string, string>) =>
    promisify(execFile)("go", ["build", "-o", "/dev/null", "."], {
      cwd: EXAMPLE,
      env: { ...process.env, ...variables },
      timeout: FETCH_MS_MAX,
    });
  try {
    await compiles(offline);
  } catch {
    process.stderr.write("go: fetching what examples/go/go.sum names and compiling it, once\n");
    await compiles(env).catch((error: Error) => {
      throw new Error(
        `this test needs Go 1.26 or newer (go.dev/dl) and a module proxy that it can reach: ${error.message}`,
      );
    });
    process.stderr.write("go: ready\n");
  }
  return offline;
}
