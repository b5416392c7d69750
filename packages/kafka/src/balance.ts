export interface Member {
  readonly id: string;
  /** What it says it holds: partition → since when. Of two that claim the same, one was paused and missed losing it. */
  readonly held: ReadonlyMap<number, number>;
}

interface Claim {
  readonly partition: number;
  readonly id: string;
  readonly since: number;
}

/**
 * Which member gets which partitions: each partition once, counts that differ by at most one, and among those the
 * fewest partitions taken from the member that holds them, because each costs a new owner the recovery of its open
 * windows. The same for every order of the arguments, as any member may be asked.
 */
export function balance(
  partitions: readonly number[],
  members: readonly Member[],
): Map<string, readonly number[]> {
  const claims = settle(new Set(partitions), members);
  const shares = members.map(({ id }) => ({ id, kept: claims.filter(claim => claim.id === id) }));
  // Of two sizes of share the larger saves a move only where more is held than the smaller.
  shares.sort((a, b) => b.kept.length - a.kept.length || (a.id < b.id ? -1 : 1));

  const free = new Set(partitions);
  const smaller = Math.floor(free.size / members.length);
  const larger = free.size % members.length;
  const sizeOf = (index: number) => (index < larger ? smaller + 1 : smaller);
  for (const [index, { kept }] of shares.entries()) {
    // What came last goes first: its task is the likeliest to be still recovering.
    kept.sort((a, b) => a.since - b.since || a.partition - b.partition).splice(sizeOf(index));
    for (const { partition } of kept) free.delete(partition);
  }

  const left = [...free].sort((a, b) => a - b);
  return new Map(
    shares.map(({ id, kept }, index) => {
      const owned = kept.map(({ partition }) => partition);
      owned.push(...left.splice(0, sizeOf(index) - owned.length));
      return [id, owned.sort((a, b) => a - b)];
    }),
  );
}

/** For each partition the latest claim there is to it. */
function settle(partitions: ReadonlySet<number>, members: readonly Member[]): readonly Claim[] {
  const winners = new Map<number, Claim>();
  for (const { id, held } of members) {
    for (const [partition, since] of held) {
      const claim = { partition, id, since };
      const rival = winners.get(partition);
      if (partitions.has(partition) && (rival === undefined || isLater(claim, rival)))
        winners.set(partition, claim);
    }
  }
  return [...winners.values()];
}

function isLater(a: Claim, b: Claim): boolean {
  return a.since === b.since ? a.id < b.id : a.since > b.since;
}
