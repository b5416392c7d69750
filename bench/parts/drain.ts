import { type Backlog, writeBacklog } from "../backlog.ts";
import { type Bar, foldBars, lastDueEnd, ticksUntil, WINDOW_MS } from "../bars.ts";
import { Competitor, type Entry, playRounds } from "../contest.ts";
import { drain, nextRun } from "../drain.ts";
import { deleteTopics } from "../kafka/topics.ts";
import type { Bench, Part, Result } from "../part.ts";
import { drainBare, drainPerf } from "../participants/ceilings.ts";
import type { Participant } from "../participants/participant.ts";
import { participantOf } from "../participants/peer.ts";
import { FAST_PEERS, SLOW_PEERS } from "../participants/peers.ts";
import { FEWEST, windower } from "../participants/windower.ts";
import type { Peer } from "../peers/peer.ts";

const NAME = "drain";
const TICKS = 5_000_000;
const TICKERS = 10_000;
const PARTITIONS = 12;
/** Slow peers are timed until they have put out so many whole windows of every ticker. */
const SLOW_WINDOWS = 2;

const OURS = [
  windower("windower, fewest statistics, Protobuf", { features: FEWEST, format: "protobuf" }),
  windower("windower, fewest statistics, JSON", { features: FEWEST }),
  windower("windower, all statistics, JSON", {}),
];

export const drainPart: Part = {
  name: NAME,
  what: "a backlog through the whole windower, transactions on; beside it bare consumers of kafkajs and Kafka, and peers at the same job",
  run: async bench => {
    const brokers = await bench.broker();
    const { progress, signal, isQuick } = bench;
    const share = isQuick ? 20 : 1;
    const size = { tickers: TICKERS / share, ticks: TICKS / share, partitions: PARTITIONS };
    const run = nextRun();
    try {
      const backlog = await writeBacklog({ brokers, topic: `${run}.ticks`, ...size, progress, signal });
      return await compete(bench, backlog);
    } finally {
      await deleteTopics(brokers, run);
    }
  },
};

/** Bars to wait for, and how many ticks it takes to close them. */
interface Stretch {
  readonly due: ReadonlyMap<string, Bar>;
  readonly ticks: number;
}

async function compete(bench: Bench, backlog: Backlog): Promise<Result[]> {
  const due = foldBars(backlog, lastDueEnd(backlog));
  const whole = { due, ticks: backlog.ticks };
  const slowEnd = backlog.from + SLOW_WINDOWS * WINDOW_MS;
  const slowDue = [...due].filter(([, { window_start }]) => window_start < slowEnd);
  const beginning = { due: new Map(slowDue), ticks: ticksUntil(slowEnd, backlog) };

  const ours = (bench.isQuick ? OURS.slice(0, 1) : OURS).map(
    each => new Competitor(oursOf(bench, backlog, each, whole)),
  );
  const ceilings = ceilingsOf(bench, backlog).map(each => new Competitor(each));
  const fast = FAST_PEERS.map(each => new Competitor(peerOf(bench, backlog, each, whole)));
  const slow = SLOW_PEERS.map(each => new Competitor(slowOf(bench, backlog, each, beginning)));
  const others = [...ceilings, ...fast, ...slow];
  await playRounds(bench, [...ours, ...others]);
  return [
    ...[...ours, ...others].map(each => each.rate(NAME)),
    ...ours.flatMap(mine => others.map(other => mine.ratioTo(other, NAME))),
    ...[...ours, ...fast].map(each => each.equal(NAME, due.size)),
    ...slow.map(each => each.equal(NAME, beginning.due.size)),
  ];
}

function oursOf(bench: Bench, backlog: Backlog, participant: Participant, stretch: Stretch): Entry {
  return {
    name: participant.name,
    rounds: bench.runs,
    isOurs: true,
    compete: () => scoreOf(bench, backlog, participant, stretch),
  };
}

function ceilingsOf(bench: Bench, backlog: Backlog): Entry[] {
  const rounds = bench.runs;
  return [
    {
      name: "kafkajs consumer that does nothing",
      rounds,
      compete: async () => ({ rate: await drainBare(bench, backlog, nextRun()) }),
    },
    {
      name: "kafka-consumer-perf-test",
      rounds,
      note: "without its rebalance, as it says it itself",
      compete: async () => ({ rate: await drainPerf(bench, backlog, nextRun()) }),
    },
  ];
}

function peerOf(bench: Bench, backlog: Backlog, peer: Peer, stretch: Stretch): Entry {
  return {
    name: `${peer.name} ${peer.version}`,
    rounds: bench.runs,
    compete: async () => {
      await peer.prepare(bench.progress, bench.signal);
      return await scoreOf(bench, backlog, participantOf(peer), stretch);
    },
  };
}

function slowOf(bench: Bench, backlog: Backlog, peer: Peer, stretch: Stretch): Entry {
  const note = `until the first ${SLOW_WINDOWS} windows of all tickers are out: ${stretch.ticks} ticks`;
  return { ...peerOf(bench, backlog, peer, stretch), rounds: bench.peerRuns, note };
}

async function scoreOf(bench: Bench, backlog: Backlog, participant: Participant, { due, ticks }: Stretch) {
  const { ms, equal } = await drain(bench, participant, { backlog, due });
  return { rate: (ticks * 1_000) / ms, equal };
}
