import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { pathOf } from "./examples/document.ts";

/** What a test needs of the distribution where the machine has none: unpacked into the cache, which starts no service. */
export interface DebianPackage {
  /** Its folder in the cache. */
  readonly name: string;
  readonly packages: readonly string[];
  /** Whether what the packages need comes with them, as far as this machine lacks it. */
  readonly hasNeeds: boolean;
  /** What the user may do instead. */
  readonly advice: string;
  /** Adds to the folder before it is in its place; what is written there must not name the folder, which will move. */
  finish?(dir: string): Promise<void>;
}

const DOWNLOAD_MS_MAX = 300_000;
const LOOK_MS = 200;
/** Its own loader finds it, and would not run with that of another version. */
const LEFT_OUT = "libc6";

export const run = promisify(execFile);

/**
 * The folder of the cache that has the packages' files, downloaded once, by one process at a time; needs no root. It is made in
 * one rename, so that what is there is whole. Throws where apt-get cannot download, with what to do instead.
 */
export async function unpacked(wanted: DebianPackage): Promise<string> {
  const cache = pathOf(`.cache/${wanted.name}`);
  await mkdir(dirname(cache), { recursive: true });
  if (!existsSync(cache)) await oneAtATime(`${cache}.lock`, () => unpackTo(cache, wanted));
  return cache;
}

async function unpackTo(cache: string, wanted: DebianPackage): Promise<void> {
  if (existsSync(cache)) return;
  const { name, advice } = wanted;
  process.stderr.write(`${name}: downloading the distribution's packages, once\n`);
  const part = await mkdtemp(`${cache}.part-`);
  try {
    await download(part, wanted).catch((error: unknown) => {
      throw new Error(
        `there is no ${name}, and apt-get cannot download it (apt-get update may help): ${advice}\n${error}`,
      );
    });
    await wanted.finish?.(part);
    await rename(part, cache);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  process.stderr.write(`${name}: ready\n`);
}

/** A machine that is new has no lists of packages, or old ones: then root gets new ones, and tries again. */
async function download(dir: string, wanted: DebianPackage): Promise<void> {
  const options = { cwd: dir, timeout: DOWNLOAD_MS_MAX };
  const load = async () => await run("apt-get", ["download", ...(await planOf(wanted))], options);
  await load().catch(async (error: unknown) => {
    if (process.getuid?.() !== 0) throw error;
    await run("apt-get", ["update"], options);
    await load();
  });
  for (const each of (await readdir(dir)).filter(name => name.endsWith(".deb"))) {
    await run("dpkg-deb", ["-x", each, "."], options);
    await rm(join(dir, each));
  }
}

/** The packages, with what apt-get would install beside them. */
async function planOf({ packages, hasNeeds }: DebianPackage): Promise<readonly string[]> {
  if (!hasNeeds) return packages;
  const plan = ["install", "-s", "--no-install-recommends", ...packages];
  const { stdout } = await run("apt-get", plan, { timeout: DOWNLOAD_MS_MAX });
  const planned = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!);
  return planned.filter(name => name !== LEFT_OUT);
}

/** Runs `work` while no other process does; the lock names its process, and that of a process which is gone counts for nothing. */
async function oneAtATime(lock: string, work: () => Promise<void>): Promise<void> {
  while (!(await took(lock))) await sleep(LOOK_MS);
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** A symbolic link is made and named in one step. */
async function took(lock: string): Promise<boolean> {
  try {
    await symlink(String(process.pid), lock);
    return true;
  } catch {
    const owner = Number(await readlink(lock).catch(() => "0"));
    if (owner > 0 && !lives(owner)) await rm(lock, { force: true });
    return false;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
