import { isDeepStrictEqual } from "node:util";
import type { Broker } from "./broker.ts";
import { chainFaults } from "./chain.ts";
import type { Expected } from "./expected.ts";
import { publishedOf } from "./published.ts";

/** What is wrong with the output of one partition; nothing if it is right. */
export function faultsOf(broker: Broker, partition: number, expected: Expected): string[] {
  const published = publishedOf(broker, partition);
  return [
    ...differences("features", published.features, expected.features),
    ...differences("late tick", published.late, expected.late),
    ...differences("dead letter", published.dead, expected.dead),
    ...chainFaults(broker, partition),
  ].map(fault => `[${partition}] ${fault}`);
}

/** The records that are there more than once. */
export function repeats(what: string, published: readonly (readonly [string, unknown])[]): string[] {
  const seen = new Set<string>();
  return published.flatMap(([identity]) => {
    if (seen.has(identity)) return [`${what} ${identity} twice`];
    seen.add(identity);
    return [];
  });
}

function differences<T>(
  what: string,
  published: readonly (readonly [string, T])[],
  expected: ReadonlyMap<string, T>,
): string[] {
  const seen = new Map(published);
  const missing = [...expected.keys()].filter(identity => !seen.has(identity));
  const wrong = [...seen].flatMap(([identity, value]) => {
    const should = expected.get(identity);
    if (should === undefined) return [`${what} ${identity} should not be there`];
    return isDeepStrictEqual(value, should) ? [] : [`${what} ${identity} is ${difference(value, should)}`];
  });
  return [...repeats(what, published), ...missing.map(identity => `${what} ${identity} missing`), ...wrong];
}

function difference(actual: unknown, expected: unknown): string {
  if (typeof actual !== "object" || typeof expected !== "object") return `${actual}, not ${expected}`;
  const fields = Object.keys({ ...actual, ...expected });
  const wrong = fields.filter(field => Reflect.get(actual!, field) !== Reflect.get(expected!, field));
  return wrong
    .map(field => `${field} ${Reflect.get(actual!, field)}, not ${Reflect.get(expected!, field)}`)
    .join("; ");
}
