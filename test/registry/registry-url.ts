/** The registry the tests run on; fails where there is none, as a skipped test would hide what it does not show. */
export function registryUrl(): string {
  const found = process.env.TEST_REGISTRY_URL;
  if (found) return found;
  throw new Error("TEST_REGISTRY_URL is not set: run these tests with `npm test`, which starts a registry");
}

/** What the registry answers, as JSON. */
export async function askRegistry<T>(path: string): Promise<T> {
  const response = await fetch(registryUrl() + path);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
