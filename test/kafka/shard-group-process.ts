import { createClient, readKafka, ShardGroup } from "@market/kafka";
import { Env, systemClock } from "@market/runtime";
import { log } from "./setup.ts";
import { SESSION_MS } from "./shard-group-members.ts";

// A member of the group that is called as its topic is. It ends by being killed.

const topic = process.argv[2]!;
const gained: number[] = [];
const lost: number[] = [];
const group = new ShardGroup({
  kafka: createClient(readKafka(new Env(process.env)), "member", log),
  group: topic,
  topic,
  log,
  clock: systemClock,
  sessionTimeoutMs: SESSION_MS,
  onAssigned: shards => {
    gained.push(...shards.gained);
    lost.push(...shards.lost);
  },
});
setInterval(() => {
  const { owned, isCertain } = group;
  const line = { owned: [...owned], gained: gained.splice(0), lost: lost.splice(0), isCertain };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}, 20);
await group.run(new AbortController().signal);
