import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pathOf } from "../examples/document.ts";

const CACHE = pathOf(".cache/prometheus");
const DOWNLOAD_MS_MAX = 120_000;
const ADVICE = "install Prometheus with its promtool: apt-get install prometheus, or brew install prometheus";

export const run = promisify(execFile);

/**
 * The folder that has prometheus and promtool, "" where they are on the PATH: otherwise Debian's package is unpacked into
 * the cache, which needs no root and starts no service. The cache is made in one rename, so that what is there is whole.
 */
export async function findPrometheus(): Promise<string> {
  if (await answers("")) return "";
  const bin = join(CACHE, "usr/bin/");
  if (!existsSync(bin)) await unpack();
  if (await answers(bin)) return bin;
  throw new Error(`what is in ${CACHE} does not run on this machine: delete it, or ${ADVICE}`);
}

async function answers(bin: string): Promise<boolean> {
  const asked = ["prometheus", "promtool"].map(each => run(`${bin}${each}`, ["--version"]));
  return await Promise.all(asked).then(
    () => true,
    () => false,
  );
}

async function unpack(): Promise<void> {
  process.stderr.write("prometheus: downloading the distribution's package, once\n");
  await mkdir(dirname(CACHE), { recursive: true });
  const part = await mkdtemp(`${CACHE}.part-`);
  try {
    await download(part).catch((error: unknown) => {
      throw new Error(
        `there is no prometheus, and apt-get cannot download it without root (apt-get update may help): ${ADVICE}\n${error}`,
      );
    });
    await rename(part, CACHE).catch((error: unknown) => {
      if (!existsSync(CACHE)) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  process.stderr.write("prometheus: ready\n");
}

/** The package alone: it is written in Go, and needs the C library and nothing else. */
async function download(dir: string): Promise<void> {
  const options = { cwd: dir, timeout: DOWNLOAD_MS_MAX };
  await run("apt-get", ["download", "prometheus"], options);
  for (const each of (await readdir(dir)).filter(name => name.endsWith(".deb"))) {
    await run("dpkg-deb", ["-x", each, "."], options);
    await rm(join(dir, each));
  }
}
