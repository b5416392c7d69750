import { type ConfigMap, type Container, ofKind, type Resource } from "./resource.ts";

/** The environment that a container starts with, without what its Secret adds; throws where a ConfigMap it names is not there. */
export function environmentOf(container: Container, resources: readonly Resource[]): Record<string, string> {
  const environment: Record<string, string> = {};
  const configMaps = ofKind<ConfigMap>("ConfigMap", resources);
  for (const { configMapRef } of container.envFrom ?? []) {
    if (configMapRef === undefined) continue;
    const found = configMaps.find(({ metadata }) => metadata.name === configMapRef.name);
    if (found === undefined) throw new Error(`${container.name}: there is no ConfigMap ${configMapRef.name}`);
    Object.assign(environment, found.data);
  }
  for (const { name, value } of container.env ?? []) environment[name] = value;
  return environment;
}

/** The same variables, and the names of those that have been asked for. */
export function watched(environment: Readonly<Record<string, string>>): {
  readonly variables: Readonly<Record<string, string>>;
  readonly asked: ReadonlySet<string>;
} {
  const asked = new Set<string>();
  const variables = new Proxy(environment, {
    get(target, name) {
      asked.add(String(name));
      return target[String(name)];
    },
  });
  return { variables, asked };
}
