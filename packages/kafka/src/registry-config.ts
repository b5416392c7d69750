import type { Env } from "@market/runtime";

/** How to reach a schema registry. */
export interface RegistryConfig {
  /** Its base, without credentials and without a slash at the end. */
  readonly url: string;
  /** The credentials as an HTTP header has them. */
  readonly authorization: string | undefined;
}

const EXPECTED =
  "the http:// or https:// URL of a schema registry, such as http://localhost:8081 or https://user:password@host";

/** Reads SCHEMA_REGISTRY_URL; undefined where it is not set. */
export function readRegistry(env: Env): RegistryConfig | undefined {
  const text = env.optional("SCHEMA_REGISTRY_URL");
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isBase = url !== undefined && /^https?:$/.test(url.protocol) && url.search + url.hash === "";
  if (!isBase) {
    env.fault("SCHEMA_REGISTRY_URL", EXPECTED);
    return undefined;
  }
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    authorization: readCredentials(env, url),
  };
}

function readCredentials(env: Env, { username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(credentials).toString("base64")}`;
  } catch {
    env.fault("SCHEMA_REGISTRY_URL", "a user and a password with % written as %25");
    return undefined;
  }
}
