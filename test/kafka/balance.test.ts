import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { balance, type Member } from "../../packages/kafka/src/balance.ts";

type Owned = ReadonlyMap<string, readonly number[]>;

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Few ids, partitions and times, so that disputes, ties and claims of partitions that do not exist are common. */
const members = (max: number): fc.Arbitrary<Member[]> =>
  fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e", "B", "é"),
      held: fc
        .array(fc.tuple(fc.integer({ min: -1, max: 9 }), fc.integer({ min: 0, max: 4 })))
        .map(claims => new Map(claims)),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: max },
  );
const count = (max: number) => fc.integer({ min: 0, max });

/** Who holds what, found the slow way: partition → id. */
function holders(partitions: readonly number[], group: readonly Member[]): Map<number, string> {
  const holder = new Map<number, string>();
  for (const partition of partitions) {
    const claims = group.flatMap(({ id, held }) => {
      const since = held.get(partition);
      return since === undefined ? [] : [{ id, since }];
    });
    const latest = Math.max(...claims.map(({ since }) => since));
    const [first] = claims
      .filter(({ since }) => since === latest)
      .map(({ id }) => id)
      .sort();
    if (first !== undefined) holder.set(partition, first);
  }
  return holder;
}

function ownerOf(owned: Owned): Map<number, string> {
  return new Map([...owned].flatMap(([id, partitions]) => partitions.map(partition => [partition, id])));
}

function moves(from: ReadonlyMap<number, string>, to: ReadonlyMap<number, string>): number {
  return [...from].filter(([partition, id]) => to.get(partition) !== id).length;
}

function isBalanced(counts: readonly number[]): boolean {
  return Math.max(...counts) - Math.min(...counts) <= 1;
}

/** The fewest moves of all balanced assignments there are. */
function fewestMoves(partitions: readonly number[], group: readonly Member[]): number {
  const from = holders(partitions, group);
  let fewest = Number.POSITIVE_INFINITY;
  for (let code = 0; code < group.length ** partitions.length; code++) {
    const to = new Map<number, string>();
    const counts = group.map(() => 0);
    let rest = code;
    for (const partition of partitions) {
      const index = rest % group.length;
      rest = Math.floor(rest / group.length);
      to.set(partition, group[index]!.id);
      counts[index]!++;
    }
    if (isBalanced(counts)) fewest = Math.min(fewest, moves(from, to));
  }
  return fewest;
}

/** A group between two rebalances: everything is held, evenly, in any of the ways there are. */
const groupAtRest = (leastMembers: number): fc.Arbitrary<{ size: number; group: Member[] }> =>
  fc
    .tuple(fc.integer({ min: leastMembers, max: 8 }), count(30))
    .chain(([all, size]) =>
      fc.tuple(
        fc.shuffledSubarray([..."abcdefgh"], { minLength: all, maxLength: all }),
        fc.shuffledSubarray(upTo(size), { minLength: size }),
      ),
    )
    .map(([ids, dealt]) => ({
      size: dealt.length,
      group: ids.map((id, index) => {
        const own = dealt.filter((_, turn) => turn % ids.length === index);
        return { id, held: new Map(own.map(partition => [partition, 1])) };
      }),
    }));

const newcomer: Member = { id: "new", held: new Map() };

describe("balance", () => {
  test("every partition is given once, to a member that is there, and nothing else is given", () => {
    fc.assert(
      fc.property(count(9), members(7), (size, group) => {
        const owned = balance(upTo(size), group);
        assert.deepEqual([...owned.keys()].sort(), group.map(({ id }) => id).sort());
        assert.deepEqual([...owned.values()].flat().sort(), upTo(size));
      }),
    );
  });

  test("what members own differs by one partition at most", () => {
    fc.assert(
      fc.property(count(9), members(7), (size, group) => {
        assert.ok(isBalanced([...balance(upTo(size), group).values()].map(owned => owned.length)));
      }),
    );
  });

  test("no balanced assignment moves fewer partitions", () => {
    fc.assert(
      fc.property(count(6), members(4), (size, group) => {
        const owned = ownerOf(balance(upTo(size), group));
        assert.equal(moves(holders(upTo(size), group), owned), fewestMoves(upTo(size), group));
      }),
      { numRuns: 300 },
    );
  });

  test("the order of members, of partitions and of claims does not matter", () => {
    const shuffled = fc.tuple(count(9), members(7)).chain(([size, group]) =>
      fc.record({
        size: fc.constant(size),
        group: fc.constant(group),
        partitions: fc.shuffledSubarray(upTo(size), { minLength: size }),
        reordered: fc.shuffledSubarray(
          group.map(({ id, held }) => ({ id, held: new Map([...held].reverse()) })),
          { minLength: group.length },
        ),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ size, group, partitions, reordered }) => {
        assert.deepEqual([...balance(partitions, reordered)], [...balance(upTo(size), group)]);
      }),
    );
  });

  test("of two claims the later wins, and at the same time the smaller id", () => {
    const since = (time: number) => new Map([[0, time]]);
    const owner = (group: Member[]) => ownerOf(balance([0, 1], group)).get(0);
    assert.equal(
      owner([
        { id: "zombie", held: since(1) },
        { id: "owner", held: since(2) },
      ]),
      "owner",
    );
    assert.equal(
      owner([
        { id: "a", held: since(2) },
        { id: "b", held: since(1) },
      ]),
      "a",
    );
    assert.equal(
      owner([
        { id: "b", held: since(1) },
        { id: "a", held: since(1) },
      ]),
      "a",
    );
  });

  test("a member with more than its share gives up what came last", () => {
    const held = new Map([
      [0, 5],
      [1, 1],
      [2, 9],
      [3, 2],
    ]);
    const owned = balance(upTo(4), [{ id: "old", held }, newcomer]);
    assert.deepEqual(owned.get("old"), [1, 3]);
  });

  test("a member that joins takes its share, and nothing moves between the others", () => {
    fc.assert(
      fc.property(groupAtRest(1), ({ size, group }) => {
        const owned = balance(upTo(size), [...group, newcomer]);
        const share = Math.floor(size / (group.length + 1));
        assert.equal(owned.get("new")?.length, share);
        assert.equal(moves(holders(upTo(size), group), ownerOf(owned)), share);
      }),
    );
  });

  test("when a member leaves, the others keep everything", () => {
    fc.assert(
      fc.property(groupAtRest(2), ({ size, group: [_leaver, ...others] }) => {
        const owned = ownerOf(balance(upTo(size), others));
        assert.equal(moves(holders(upTo(size), others), owned), 0);
      }),
    );
  });

  test("a group that stays as it is keeps everything where it is", () => {
    fc.assert(
      fc.property(groupAtRest(1), ({ size, group }) => {
        assert.deepEqual(ownerOf(balance(upTo(size), group)), holders(upTo(size), group));
      }),
    );
  });
});
