import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, runPython } from "../examples/python.ts";

/**
 * Holds resources to the schemas of one version of Kubernetes, such as 1.27, in which no unknown field is allowed. Throws what
 * is wrong with them, and where one is of a kind that this version does not have.
 */
export async function checkSchemas(resources: readonly object[], version: string): Promise<void> {
  const python = await findPython("test/kubernetes/requirements.txt");
  const folder = await mkdtemp(join(tmpdir(), "market-manifests-"));
  try {
    const file = join(folder, "manifests.yaml");
    await writeFile(file, resources.map(resource => `---\n${JSON.stringify(resource)}\n`).join(""));
    const command = ["-m", "kubernetes_validate", "--strict", "--kubernetes-version", version, file];
    const lines = (await runPython(python, command, {})).split("\n");
    // A kind without a schema is only warned of.
    const passed = lines.filter(
      line => line.startsWith("INFO") && line.endsWith(`against version ${version}`),
    );
    if (passed.length !== resources.length)
      throw new Error(`${passed.length} of ${resources.length} resources passed:\n${lines.join("\n")}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
