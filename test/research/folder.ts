import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives `use` a new folder that is deleted after it. */
export async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "market-research-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
