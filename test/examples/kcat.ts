import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pathOf } from "./document.ts";

const CACHE = pathOf(".cache/kcat");
const DOWNLOAD_MS_MAX = 120_000;

const run = promisify(execFile);

/**
 * The PATH on which kcat is: that of the machine if it has one, or else with the distribution's packages of it unpacked into
 * the cache, which needs no root. The cache is made in one rename, so that what is there is whole.
 */
export async function pathWithKcat(): Promise<string> {
  const path = process.env.PATH ?? "";
  if (await answers("kcat")) return path;
  if (!existsSync(join(CACHE, "kcat"))) await unpack();
  if (await answers(join(CACHE, "kcat"))) return `${CACHE}:${path}`;
  throw new Error(`what is in ${CACHE} does not run on this machine: delete it, or ${ADVICE}`);
}

const ADVICE = "install kcat: apt-get install kcat, or brew install kcat";

async function answers(kcat: string): Promise<boolean> {
  return await run(kcat, ["-V"]).then(
    () => true,
    () => false,
  );
}

async function unpack(): Promise<void> {
  process.stderr.write("kcat: downloading the distribution's packages, once\n");
  await mkdir(dirname(CACHE), { recursive: true });
  const part = await mkdtemp(`${CACHE}.part-`);
  try {
    await download(part).catch((error: unknown) => {
      throw new Error(
        `there is no kcat, and apt-get cannot download it without root (apt-get update may help): ${ADVICE}\n${error}`,
      );
    });
    // The libraries are found by the name of the machine's architecture: usr/lib/x86_64-linux-gnu.
    const start = [
      "#!/bin/sh",
      'here=$(dirname "$0")',
      'export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu*)"',
      'exec "$here/usr/bin/kcat" "$@"',
    ];
    await writeFile(join(part, "kcat"), `${start.join("\n")}\n`);
    await chmod(join(part, "kcat"), 0o755);
    await rename(part, CACHE).catch((error: unknown) => {
      if (!existsSync(join(CACHE, "kcat"))) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  process.stderr.write("kcat: ready\n");
}

/** kcat and what it needs that this machine lacks, as apt-get plans it. */
async function download(dir: string): Promise<void> {
  const options = { cwd: dir, timeout: DOWNLOAD_MS_MAX };
  const { stdout } = await run("apt-get", ["install", "-s", "--no-install-recommends", "kcat"], options);
  const packages = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!);
  await run("apt-get", ["download", ...packages], options);
  for (const each of (await readdir(dir)).filter(name => name.endsWith(".deb"))) {
    await run("dpkg-deb", ["-x", each, "."], options);
    await rm(join(dir, each));
  }
}
