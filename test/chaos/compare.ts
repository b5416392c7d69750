import { isDeepStrictEqual } from "node:util";

/** A record by what it is the only one of, and what it says. */
export interface Entry {
  readonly identity: string;
  readonly value: unknown;
}

export interface Comparison {
  readonly expected: number;
  readonly published: number;
  /** Identities, each once. */
  readonly duplicates: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Identities, each with the first thing that is wrong. */
  readonly wrong: readonly string[];
}

/**
 * Compares what is on a topic with what should be there; the order is no part of the promise. `differenceOf`
 * says what is wrong with a record; without it a record has to equal the expected one.
 */
export function compare(
  published: readonly Entry[],
  expected: readonly Entry[],
  differenceOf: (actual: unknown, expected: unknown) => string | undefined = inequality,
): Comparison {
  const wanted = new Map(expected.map(({ identity, value }) => [identity, value]));
  if (wanted.size !== expected.length) throw new Error("the model expects a record twice");
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  const extra = new Set<string>();
  const wrong = new Set<string>();
  for (const { identity, value } of published) {
    if (seen.has(identity)) duplicates.add(identity);
    seen.add(identity);
    if (!wanted.has(identity)) {
      extra.add(identity);
      continue;
    }
    const difference = differenceOf(value, wanted.get(identity));
    if (difference !== undefined) wrong.add(`${identity} (${difference})`);
  }
  return {
    expected: expected.length,
    published: published.length,
    duplicates: [...duplicates],
    missing: [...wanted.keys()].filter(identity => !seen.has(identity)),
    extra: [...extra],
    wrong: [...wrong],
  };
}

function inequality(actual: unknown, expected: unknown): string | undefined {
  return isDeepStrictEqual(actual, expected) ? undefined : "not equal";
}

export const DIFFERENCES = ["duplicates", "missing", "extra", "wrong"] as const;

export function isExact(comparison: Comparison): boolean {
  return DIFFERENCES.every(kind => comparison[kind].length === 0);
}
