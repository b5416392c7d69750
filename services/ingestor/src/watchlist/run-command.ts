import { createClient, ensureTopics, Watchlist, watchlistTopic, writeWatchlist } from "@market/kafka";
import { createLog, systemClock } from "@market/runtime";
import { isTicker } from "@market/wire";
import type { Command } from "./arguments.ts";
import { planChange } from "./change.ts";
import type { WatchlistConfig } from "./config.ts";

/** Never aborted: whoever waits for a broker ends the process. */
const { signal } = new AbortController();

/** What programs may read goes to stdout, what only people want to know beside a list to stderr. */
export async function runCommand(
  command: Command,
  { kafka, topic, logLevel }: WatchlistConfig,
): Promise<void> {
  const log = createLog("watchlist", logLevel);
  const client = createClient(kafka, "watchlist", log);
  const { partitions, replicationFactor } = kafka;
  const topics = [watchlistTopic(topic)];
  await ensureTopics({ kafka: client, topics, partitions, replicationFactor, log, signal });

  let ignored = 0;
  const onIgnored = () => {
    ignored++;
  };
  const list = new Watchlist({
    kafka: client,
    topic,
    seeds: [],
    isTicker,
    log,
    clock: systemClock,
    onIgnored,
  });
  const listed = await list.readToEnd(signal);
  await list.close();
  if (ignored > 0) {
    process.stderr.write(
      `${topic} has ${count(ignored, "record")} that ingestors ignore: the key is no ticker or on another's partition\n`,
    );
  }
  if (command.name === "list") return showList(listed, topic);
  const { tickers, isWanted, lines } = planChange(command, listed);
  await writeWatchlist(
    client,
    { topic, partitions },
    tickers.map(ticker => ({ ticker, isWanted })),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

function showList(listed: ReadonlySet<string>, topic: string): void {
  const lines = [...listed].sort().map(ticker => `${ticker}\n`);
  process.stdout.write(lines.join(""));
  process.stderr.write(
    `${count(listed.size, "ticker")} on ${topic}; those that ingestors have in TICKERS are wanted too and not known here\n`,
  );
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
