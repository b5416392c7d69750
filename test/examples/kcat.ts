import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, unpacked } from "../debian-package.ts";

const ADVICE = "install kcat: apt-get install kcat, or brew install kcat";

/** The PATH on which kcat is: that of the machine if it has one, or else with the distribution's packages of it. */
export async function pathWithKcat(): Promise<string> {
  const path = process.env.PATH ?? "";
  if (await answers("kcat")) return path;
  const cache = await unpacked({
    name: "kcat",
    packages: ["kcat"],
    hasNeeds: true,
    advice: ADVICE,
    finish: writeStart,
  });
  if (await answers(join(cache, "kcat"))) return `${cache}:${path}`;
  throw new Error(`what is in ${cache} does not run on this machine: delete it, or ${ADVICE}`);
}

async function answers(kcat: string): Promise<boolean> {
  return await run(kcat, ["-V"]).then(
    () => true,
    () => false,
  );
}

/** The libraries are found by the name of the machine's architecture: usr/lib/x86_64-linux-gnu. */
async function writeStart(dir: string): Promise<void> {
  const start = [
    "#!/bin/sh",
    'here=$(dirname "$0")',
    'export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu*)"',
    'exec "$here/usr/bin/kcat" "$@"',
  ];
  await writeFile(join(dir, "kcat"), `${start.join("\n")}\n`);
  await chmod(join(dir, "kcat"), 0o755);
}
