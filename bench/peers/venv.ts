import { type ExecFileException, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The programs that run in it. */
export const PROGRAMS = fileURLToPath(new URL("python/", import.meta.url));

const REQUIREMENTS = join(PROGRAMS, "requirements.txt");
const CACHE = fileURLToPath(new URL("../../.cache/python/", import.meta.url));
/** 60 MB: 20 s on a fast line (2026-11-22). */
const INSTALL_MS_MAX = 600_000;
const PROGRESS_MS = 2_000;
/** What an error quotes: enough for a traceback. */
const LINES_QUOTED = 15;
const PIP = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"];

const run = promisify(execFile);

/** The version that the requirements pin. */
export function pinned(name: string): string {
  const line = new RegExp(`^${name}==(\\S+)$`, "m").exec(readFileSync(REQUIREMENTS, "utf8"));
  if (line === null) throw new Error(`${REQUIREMENTS} does not pin ${name}`);
  return line[1]!;
}

/** The Python of the virtual environment, there after makeVenv(). */
export function venvPython(): string {
  return join(venvHome(), "bin", "python");
}

/**
 * Makes the virtual environment of both Python peers where it is not there yet. It becomes the cache in one rename, so that what
 * is there is whole; only its Python is used, whose path is not written into it.
 */
export async function makeVenv(progress: (text: string) => void, signal: AbortSignal): Promise<void> {
  const home = venvHome();
  if (existsSync(venvPython())) return;
  // One whose own Python is gone from the machine is of no use.
  await rm(home, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(`${home}.part-`);
  try {
    await install(part, progress, AbortSignal.any([signal, AbortSignal.timeout(INSTALL_MS_MAX)]));
    await rename(part, home).catch((error: unknown) => {
      if (!existsSync(venvPython())) throw error;
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Other requirements are another place. */
function venvHome(): string {
  const hash = createHash("sha256").update(readFileSync(REQUIREMENTS));
  return join(CACHE, hash.digest("hex").slice(0, 12));
}

async function install(dir: string, progress: (text: string) => void, signal: AbortSignal): Promise<void> {
  progress("making a virtual environment for the Python peers");
  await run("python3", ["-m", "venv", dir], { signal }).catch(advise);
  const startedAt = performance.now();
  const ticking = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    progress(`installing Bytewax and Quix Streams with pip, once, about 60 MB: ${seconds} s`);
  }, PROGRESS_MS);
  try {
    await run(join(dir, "bin", "python"), [...PIP, "-r", REQUIREMENTS], { signal }).catch(advise);
  } finally {
    clearInterval(ticking);
  }
}

function advise(error: ExecFileException & { readonly stderr?: string }): never {
  const said = (error.stderr || error.message).trimEnd().split("\n").slice(-LINES_QUOTED).join("\n");
  throw new Error(
    `the Python peers could not be installed (they need Python 3.11 with venv and pip, and a package index): ${said}`,
  );
}
