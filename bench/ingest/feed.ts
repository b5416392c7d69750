import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { startSimulator } from "@market/simulator";
import { sumOf } from "../windower-process.ts";
import { type Prepared, prepareFrames, tickersOf } from "./frames.ts";
import type { Order, Sent } from "./orders.ts";

// The feed of the "ingest" part, a process of its own: `node feed.ts TICKERS` prints where it is. Its frames are made before, so
// that it takes as little of the machine as can be.

/** Frames that are on their way to the log at most: half of what the ingestor holds before it drops some. */
const UNDERWAY_MAX = 40_000;
const BURST = 1_000;
/** The ingestor takes some ms to say how far it is. */
const LOOK_MS = 100;
/** A paced feed sends as often as this. */
const BEAT_MS = 2;

const tickers = tickersOf(Number(process.argv[2]));
const prepared = prepareFrames(tickers);
const simulator = await startSimulator({ market: false });
let position = 0;

const server = createServer(async (request, response) => {
  try {
    response.end(JSON.stringify(await obey((await json(request)) as Order)));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
await once(server.listen(0, "127.0.0.1"), "listening");
const { port } = server.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ url: simulator.url, orders: `http://127.0.0.1:${port}` })}\n`);

async function obey(order: Order): Promise<Sent> {
  await simulator.subscribed(...tickers);
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const frames = order.kind === "flood" ? await flood(order) : await pace(order);
  const { user, system } = process.cpuUsage(before);
  return { frames, ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

async function flood({ frames, metrics }: Order & { kind: "flood" }): Promise<number> {
  const before = await acknowledged(metrics);
  let sent = 0;
  for (let done = 0; done < frames; ) {
    while (sent < frames && sent - done < UNDERWAY_MAX) {
      const burst = Math.min(BURST, frames - sent);
      send(burst);
      sent += burst;
      await breathe();
    }
    await sleep(LOOK_MS);
    done = (await acknowledged(metrics)) - before;
  }
  return frames;
}

async function pace({ framesPerSecond, seconds }: Order & { kind: "pace" }): Promise<number> {
  const startedAt = performance.now();
  const frames = framesPerSecond * seconds;
  for (let sent = 0; sent < frames; ) {
    const due = Math.min(frames, Math.floor(((performance.now() - startedAt) * framesPerSecond) / 1_000));
    send(due - sent);
    sent = due;
    await sleep(BEAT_MS);
  }
  return frames;
}

function send(count: number): void {
  const burst: Prepared[] = [];
  for (let left = count; left > 0; left--) burst.push(prepared[position++ % prepared.length]!);
  simulator.burst(burst);
}

/** Ticks in the log. A frame that became none would be waited for in vain. */
async function acknowledged(url: string): Promise<number> {
  const metrics = await (await fetch(url)).text();
  const none = ["overrun", "repeat"].filter(result => sumOf(metrics, framesOf(result)) > 0);
  if (none.length > 0) throw new Error(`of the frames some were: ${none.join(", ")}`);
  return sumOf(metrics, "ingestor_ticks_published_total");
}

const framesOf = (result: string) => `ingestor_frames_total\\{result="${result}"\\}`;
