import { readFileSync } from "node:fs";
import { parse } from "yaml";

export const ROOT = new URL("../../", import.meta.url);

/** A file of the repository, by its path from the root. */
export const read = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

interface Service {
  readonly image: string;
  readonly build?: object;
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly container_name?: string;
  readonly restart: string;
  readonly environment?: Readonly<Record<string, string | number | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly mem_limit?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>> | readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** docker-compose.yml with its anchors resolved and its variables as they are written. */
export const composeFile = parse(read("docker-compose.yml"), { merge: true }) as ComposeFile;

/** The settings of a file of `NAME=value` lines, also of those that are commented out with `#NAME=`. */
export function settingsOf(path: string): Map<string, string> {
  const lines = read(path).matchAll(/^#?([A-Z][A-Z_]*)=(.*)$/gm);
  return new Map(Array.from(lines, ([, name, value]) => [name!, value!]));
}
