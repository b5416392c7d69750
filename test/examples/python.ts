import { type ExecFileException, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathOf } from "./document.ts";

const CACHE = pathOf(".cache/python");
/** Some 100 MB on a slow line. */
const INSTALL_MS_MAX = 300_000;
const RUN_MS_MAX = 60_000;
/** What an error quotes: enough for a traceback. */
const LINES_QUOTED = 15;

/**
 * A Python that has what a requirements file names, by its path from the repository's root. The first call for these
 * requirements makes it; it becomes the cache in one rename, so that what is there is whole, and of two processes at once
 * the later takes the earlier one's.
 */
export async function findPython(requirementsFile: string): Promise<string> {
  const requirements = await readFile(pathOf(requirementsFile));
  const home = join(CACHE, createHash("sha256").update(requirements).digest("hex").slice(0, 12));
  const python = join(home, "bin", "python");
  if (existsSync(python)) return python;

  // One whose own Python is gone from the machine is of no use.
  await rm(home, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(`${home}.part-`);
  try {
    await install(part, requirementsFile);
    await nameHome(part, home);
    await rename(part, home).catch((error: unknown) => {
      if (!existsSync(python)) throw error;
    });
    return python;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Runs Python to its end and returns what it printed; throws with the last of what it said where it fails. */
export function runPython(
  python: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  limitMs = RUN_MS_MAX,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(python, args, { env: { ...process.env, ...env }, timeout: limitMs }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === "ENOENT") reject(new Error(`there is no ${python}`));
      else
        reject(
          new Error(`${[python, ...args].join(" ")} ${why(error, limitMs)}:\n${quote(stdout + stderr)}`),
        );
    });
  });
}

async function install(dir: string, requirementsFile: string): Promise<void> {
  progress("making a virtual environment with python3");
  await runPython("python3", ["-m", "venv", dir], {}, INSTALL_MS_MAX).catch(
    advise("python3 and its venv module"),
  );
  progress(`installing what ${requirementsFile} names with pip, once`);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"];
  const python = join(dir, "bin", "python");
  await runPython(python, [...pip, "-r", pathOf(requirementsFile)], {}, INSTALL_MS_MAX).catch(
    advise(`pip, and a package index that has what ${requirementsFile} names`),
  );
  progress("ready");
}

/** The commands of a virtual environment name its Python by its path; here, before they are moved, by the one it will have. */
async function nameHome(part: string, home: string): Promise<void> {
  const bin = join(part, "bin");
  for (const entry of (await readdir(bin, { withFileTypes: true })).filter(each => each.isFile())) {
    const file = join(bin, entry.name);
    const text = await readFile(file, "latin1");
    if (text.includes(part)) await writeFile(file, text.replaceAll(part, home), "latin1");
  }
}

function advise(needed: string): (error: Error) => never {
  return error => {
    throw new Error(
      `this test needs Python 3.11 or newer, with ${needed} (Debian: apt-get install python3-venv): ${error.message}`,
    );
  };
}

function why(error: ExecFileException, limitMs: number): string {
  return error.killed ? `did not end within ${limitMs} ms` : `ended with ${error.code ?? error.signal}`;
}

function quote(text: string): string {
  return text.trimEnd().split("\n").slice(-LINES_QUOTED).join("\n");
}

function progress(line: string): void {
  process.stderr.write(`python: ${line}\n`);
}
