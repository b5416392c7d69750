import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathOf } from "../examples/document.ts";
import { build } from "./kustomize.ts";
import type { Resource } from "./resource.ts";

const README = "deploy/kubernetes/README.md";

export interface Variant {
  readonly name: string;
  readonly resources: readonly Resource[];
}

/** The base, the trial, and the overlay that the README shows, with all components that go together with a real feed. */
export async function buildVariants(): Promise<readonly Variant[]> {
  return Promise.all(
    [
      { name: "base", resources: build(pathOf("deploy/kubernetes/base")) },
      { name: "trial", resources: build(pathOf("deploy/kubernetes/trial")) },
      { name: "overlay", resources: buildOverlay() },
    ].map(async ({ name, resources }) => ({ name, resources: await resources })),
  );
}

/** As a user has it: a folder of their own beside a checkout of the project. */
async function buildOverlay(): Promise<readonly Resource[]> {
  const shown = (await readFile(pathOf(README), "utf8")).matchAll(/^```yaml\n(# (\S+)\n.*?)^```$/gms);
  const files = new Map(Array.from(shown, ([, yaml, name]) => [name!, yaml!]));
  if (!files.has("kustomization.yaml")) throw new Error(`${README} shows no kustomization.yaml`);
  const parent = await mkdtemp(join(tmpdir(), "market-overlay-"));
  try {
    await symlink(pathOf("."), join(parent, "market-features"));
    const folder = join(parent, "overlay");
    await mkdir(folder);
    for (const [name, yaml] of files) await writeFile(join(folder, name), yaml);
    await writeFile(join(folder, "ca.crt"), "a certificate\n");
    return await build(folder);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
