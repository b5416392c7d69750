import { sameFeatures } from "../model/same.ts";
import type { Broker } from "./broker.ts";
import { chainFaults } from "./chain.ts";
import type { Expected } from "./expected.ts";
import { publishedOf } from "./published.ts";

/** What is wrong with the output of one partition; nothing if it is right. */
export function faultsOf(broker: Broker, partition: number, expected: Expected): string[] {
  const published = publishedOf(broker, partition);
  return [
    ...differences("features", published.features, expected.features, sameFeatures),
    ...differences("late tick", published.late, expected.late, inequality),
    ...differences("dead letter", published.dead, expected.dead, inequality),
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
  differenceOf: (actual: T, expected: T) => string | undefined,
): string[] {
  const seen = new Map(published);
  const missing = [...expected.keys()].filter(identity => !seen.has(identity));
  const wrong = [...seen].flatMap(([identity, value]) => {
    const should = expected.get(identity);
    if (should === undefined) return [`${what} ${identity} should not be there`];
    const difference = differenceOf(value, should);
    return difference === undefined ? [] : [`${what} ${identity}: ${difference}`];
  });
  return [...repeats(what, published), ...missing.map(identity => `${what} ${identity} missing`), ...wrong];
}

function inequality(actual: string, expected: string): string | undefined {
  return actual === expected ? undefined : `${actual}, not ${expected}`;
}
