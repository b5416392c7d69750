import { randomOf } from "../e2e/traffic.ts";

export const KINDS = [
  "kill -9",
  "SIGTERM",
  "pause",
  "broker kill -9",
  "broker restart",
  "ingestor kill -9",
] as const;

export type Kind = (typeof KINDS)[number];

/** Something that is done to a process on purpose. */
export interface Fault {
  /** From the start of the run. */
  readonly atMs: number;
  readonly kind: Kind;
  /** In [0, 1): which of the replicas that run then is meant. */
  readonly pick: number;
  /** How long the process stays away; a restart after SIGTERM comes at once. */
  readonly lengthMs: number;
}

/** One windower more or one less. */
export interface Scaling {
  readonly atMs: number;
  readonly change: 1 | -1;
  readonly pick: number;
}

export interface Schedule {
  readonly faults: readonly Fault[];
  readonly scalings: readonly Scaling[];
}

const CALM_AT_START_MS = 8_000;
/** A fault comes later than its slot begins by up to this share of the slot. */
const JITTER = 4 / 9;
/** Every twelve faults are these, in an order of their own: in two minutes each kind comes. */
const DECK: readonly Kind[] = [
  ...(["kill -9", "SIGTERM", "pause"] as const).flatMap(kind => [kind, kind, kind]),
  "broker kill -9",
  "broker restart",
  "ingestor kill -9",
];
/** A pause is longer than the group's session timeout of 10 s, so that the paused one is declared dead. */
const LENGTHS_MS: Readonly<Record<Kind, readonly [min: number, max: number]>> = {
  "kill -9": [0, 4_000],
  SIGTERM: [0, 0],
  pause: [12_000, 16_000],
  "broker kill -9": [0, 3_000],
  "broker restart": [0, 0],
  "ingestor kill -9": [0, 2_000],
};
/** One windower becomes four and one again, in waves of about five minutes. */
const WAVE_MINUTES = 5;
const WAVE: readonly [share: number, change: 1 | -1][] = [
  [0.15, 1],
  [0.25, 1],
  [0.35, 1],
  [0.7, -1],
  [0.8, -1],
  [0.9, -1],
];

/** A fault about every 9 s, 5 s apart at least and 13 s at most: they overlap, and the group hardly comes to rest. */
export const EVERY_SECONDS = 9;

/** What happens in a run and when: a function of the seed, the length and the time between faults alone. */
export function scheduleOf(seed: number, minutes: number, everySeconds = EVERY_SECONDS): Schedule {
  const random = randomOf(seed);
  const slotMs = everySeconds * 1_000;
  const totalMs = minutes * 60_000;
  const faults: Fault[] = [];
  let deck: Kind[] = [];
  for (let at = CALM_AT_START_MS; at + JITTER * slotMs <= totalMs; at += slotMs) {
    if (deck.length === 0) deck = shuffled(DECK, random);
    const kind = deck.pop()!;
    const [min, max] = LENGTHS_MS[kind];
    const atMs = Math.round(at + random() * JITTER * slotMs);
    faults.push({ atMs, kind, pick: random(), lengthMs: Math.round(min + random() * (max - min)) });
  }
  const waves = Math.max(1, Math.round(minutes / WAVE_MINUTES));
  const scalings = Array.from({ length: waves }, (_, wave) =>
    WAVE.map(([share, change]) => ({
      atMs: Math.round(((wave + share) / waves) * totalMs),
      change,
      pick: random(),
    })),
  );
  return { faults, scalings: scalings.flat() };
}

/** Fisher and Yates's. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
