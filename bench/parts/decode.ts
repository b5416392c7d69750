import { Child } from "../child.ts";
import type { DecodeCase, DecodeScore } from "../decode/decode.ts";
import { ratios, resultOf } from "../median.ts";
import type { Bench, Part, Result } from "../part.ts";

const TICKERS = [1, 10_000, 100_000];
const TICKS = 200_000;
const PASSES = 20;
/** MiB of young generation: more than what is timed or counted between two collections needs. */
const YOUNG_MIB = 128;
const PROGRAM = new URL("../decode/decode.ts", import.meta.url).pathname;
const DECODERS = ["TickReader", "decodeTick"] as const;

/** Values of the ticks topic to ticks: the reader of the hot path, and beside it what protobufjs does. */
export const decodePart: Part = {
  name: "decode",
  what: "values of the ticks topic to ticks, by TickReader and by decodeTick",
  async run(bench) {
    const results: Result[] = [];
    for (const tickers of TICKERS) results.push(...(await compare(bench, tickers)));
    return results;
  },
};

async function compare(bench: Bench, tickers: number): Promise<Result[]> {
  const scores = { TickReader: [] as DecodeScore[], decodeTick: [] as DecodeScore[] };
  for (let round = 0; round < bench.runs; round++)
    for (const decoder of DECODERS) {
      bench.progress(`decode, ${tickers} tickers, round ${round + 1} of ${bench.runs}: ${decoder}`);
      const passes = bench.isQuick ? PASSES / 20 : PASSES;
      scores[decoder].push(await decode({ decoder, tickers, ticks: TICKS, passes }, bench.signal));
    }
  const checksums = new Set(DECODERS.flatMap(decoder => scores[decoder].map(({ checksum }) => checksum)));
  if (checksums.size !== 1) throw new Error(`the decoders differ at ${tickers} tickers`);
  return resultsOf(tickers, scores);
}

function resultsOf(
  tickers: number,
  scores: Readonly<Record<DecodeCase["decoder"], readonly DecodeScore[]>>,
): Result[] {
  const name = (what: string) =>
    `${what}, ${tickers.toLocaleString("en")} ${tickers === 1 ? "ticker" : "tickers"}`;
  const rates = (decoder: DecodeCase["decoder"]) => scores[decoder].map(({ ticksPerS }) => ticksPerS);
  const garbage = (decoder: DecodeCase["decoder"]) =>
    scores[decoder].map(({ garbageBytesPerTick }) => garbageBytesPerTick);
  const part = decodePart.name;
  const ofBoth = DECODERS.flatMap(decoder => [
    resultOf({ part, name: name(decoder), unit: "ticks/s", note: "a second of CPU" }, rates(decoder)),
    resultOf(
      {
        part,
        name: name(`garbage of ${decoder}`),
        unit: "bytes/tick",
        note: "growth of the heap between collections",
      },
      garbage(decoder),
    ),
  ]);
  const ratio = ratios(rates("TickReader"), rates("decodeTick"));
  return [...ofBoth, resultOf({ part, name: name("TickReader / decodeTick"), unit: "times" }, ratio)];
}

async function decode(each: DecodeCase, signal: AbortSignal): Promise<DecodeScore> {
  const young = ["min", "max"].map(end => `--${end}-semi-space-size=${YOUNG_MIB}`);
  const args = ["--expose-gc", ...young, PROGRAM, JSON.stringify(each)];
  const child = new Child(each.decoder, { file: process.execPath, args });
  try {
    await child.unlessAborted(signal);
    const said = child.lines.at(-1);
    if (said === undefined) throw new Error(`${each.decoder} has no score: ${child.lastWords}`);
    return JSON.parse(said);
  } finally {
    await child.stop();
  }
}
