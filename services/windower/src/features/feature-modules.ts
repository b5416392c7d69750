import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type { Env } from "@market/runtime";
import type { CustomFeature } from "@market/windowing";

/** The features of FEATURE_MODULES, as their modules made them. */
export interface FeatureModules {
  readonly features: readonly CustomFeature[];
  /** A name and a fingerprint for each module's file: another version of it is another definition. */
  readonly versions: readonly string[];
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
const COUNT_MAX = 100;

const require = createRequire(import.meta.url);

/** Loads the modules of FEATURE_MODULES: paths of TypeScript files by commas, each with functions exported by name. */
export function loadFeatureModules(env: Env): FeatureModules {
  const features: CustomFeature[] = [];
  const versions: string[] = [];
  for (const path of env.list("FEATURE_MODULES", "")) {
    try {
      versions.push(fingerprint(path));
      const loaded = featuresOf(require(resolve(path)));
      for (const { name } of loaded) {
        if (features.some(each => each.name === name)) throw new Error(`${name} is there in another module`);
      }
      features.push(...loaded);
    } catch (error) {
      env.fault("FEATURE_MODULES", `modules that export functions by name (${path}: ${messageOf(error)})`);
    }
  }
  if (features.length > COUNT_MAX) env.fault("FEATURE_MODULES", `at most ${COUNT_MAX} features`);
  return { features, versions };
}

function featuresOf(module: Readonly<Record<string, unknown>>): CustomFeature[] {
  const features: CustomFeature[] = [];
  for (const [name, of] of Object.entries(module)) {
    if (typeof of !== "function") continue;
    if (name === "default") throw new Error("a default export has no name: export the function by its name");
    if (!NAME.test(name)) throw new Error(`${name}: expected a name like my_feature, of a-z 0-9 _`);
    if (of.constructor.name === "AsyncFunction")
      throw new Error(`${name}: expected a function that is not async`);
    features.push({ name, of: of as CustomFeature["of"] });
  }
  if (features.length === 0) throw new Error("no function is exported");
  return features;
}

function fingerprint(path: string): string {
  const content = readFileSync(path);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

/** The first line: Node's messages go on with stacks of modules. */
function messageOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0]!;
}
