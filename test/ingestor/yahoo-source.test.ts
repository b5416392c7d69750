import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Simulator, startSimulator } from "@market/simulator";
import { parseFrame } from "@market/wire";
import type { LineTimes } from "../../services/ingestor/src/line-times.ts";
import type { SourceEvent } from "../../services/ingestor/src/source.ts";
import {
  createYahooSource,
  type YahooSource,
  type YahooSourceOptions,
} from "../../services/ingestor/src/yahoo-source.ts";

/** A hundredth of the real ones, about. */
const TIMES: Partial<LineTimes> = {
  pingMs: 50,
  pongMs: 400,
  connectMs: 2_000,
  subscribeMs: 150,
  backoffMinMs: 20,
  backoffMaxMs: 100,
  attemptMs: 2,
  settleMs: 5,
  overlapMs: 50,
  handoverMs: 600,
};

const tickersUpTo = (count: number) => new Set(Array.from({ length: count }, (_, i) => `T${i}`));

/** Consumes a source in the background. */
class Reader {
  readonly source: YahooSource;
  readonly events: SourceEvent[] = [];
  readonly reasons: string[] = [];
  readonly states: string[] = [];
  readonly logged: string[] = [];
  connections = 0;
  dropped = 0;
  isEnded = false;
  readonly #end = new AbortController();
  readonly #reading: Promise<void>;

  constructor(url: string, options: Partial<YahooSourceOptions> = {}) {
    const note = (...what: unknown[]) => void this.logged.push(JSON.stringify(what));
    let last = 0;
    this.source = createYahooSource({
      url,
      log: { info: note, warn: note },
      receivedTime: () => {
        last = Math.max(last, Date.now());
        return last;
      },
      onConnected: () => this.connections++,
      onReconnect: reason => this.reasons.push(reason),
      onState: ({ open, total }) => this.states.push(`${open}/${total}`),
      onDropped: frames => {
        this.dropped += frames;
      },
      ...options,
      times: { ...TIMES, ...options.times },
    });
    this.#reading = this.#read();
  }

  async #read(): Promise<void> {
    for await (const events of this.source.events(this.#end.signal)) this.events.push(...events);
    this.isEnded = true;
  }

  async end(): Promise<void> {
    this.#end.abort();
    await this.#reading;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await sleep(5);
  }

  /** The tickers that have had a frame since the event of this number. */
  ticked(since = 0): Set<string> {
    const ticked = new Set<string>();
    for (const event of this.events.slice(since)) {
      if (event.kind !== "frame") continue;
      const parsed = parseFrame(event.frame, event.receivedTime);
      if ("tick" in parsed) ticked.add(parsed.tick.ticker);
    }
    return ticked;
  }

  told(kind: "connected" | "lost"): string[] {
    return this.events.flatMap(event => (event.kind === kind ? event.tickers : []));
  }
}

interface Setting {
  readonly simulator: Simulator;
  readonly reader: Reader;
}

async function start(
  t: TestContext,
  options: Parameters<typeof startSimulator>[0],
  source: Partial<YahooSourceOptions> = {},
): Promise<Setting> {
  const simulator = await startSimulator(options);
  const reader = new Reader(simulator.url, source);
  t.after(async () => {
    await reader.end();
    await simulator.close();
  });
  return { simulator, reader };
}

describe("the Yahoo source", { timeout: 60_000 }, () => {
  test("gets every one of 300 tickers over 4 sockets, in order of received time", async t => {
    const { simulator, reader } = await start(t, { ticksPerSecond: 5 });
    reader.source.watch(tickersUpTo(300));
    await reader.until(() => reader.ticked().size === 300);
    const { connections, subscriptions } = simulator.stats();
    assert.deepEqual([connections.accepted, subscriptions.open, subscriptions.cut], [4, 300, 0]);
    assert.deepEqual(reader.told("connected").sort(), [...tickersUpTo(300)].sort());
    assert.deepEqual(reader.told("lost"), []);
    assert.deepEqual([reader.connections, reader.states.at(-1), reader.source.missing], [4, "4/4", []]);
    for (const [i, { receivedTime }] of reader.events.slice(1).entries())
      assert.ok(receivedTime >= reader.events[i]!.receivedTime);
  });

  for (const fault of ["disconnect", "freeze"] as const)
    test(`says that every ticker is lost when connections ${fault}, and heals`, async t => {
      const { simulator, reader } = await start(t, { ticksPerSecond: 5 });
      reader.source.watch(tickersUpTo(200));
      await reader.until(() => reader.ticked().size === 200);
      if (fault === "disconnect") simulator.faults.disconnect();
      else simulator.faults.freeze(1_000);
      await reader.until(() => reader.told("lost").length >= 200);
      simulator.faults.freeze(0);
      const { length } = reader.events;
      await reader.until(() => reader.ticked(length).size === 200 && reader.source.missing.length === 0);
      assert.equal(reader.reasons.includes(fault === "disconnect" ? "closed" : "timeout"), true);
      assert.deepEqual(new Set(reader.told("lost")), tickersUpTo(200));
    });

  test("takes tickers up and gives tickers up while it runs, without touching the others", async t => {
    const { simulator, reader } = await start(t, { ticksPerSecond: 5 });
    reader.source.watch(tickersUpTo(180));
    await reader.until(() => reader.ticked().size === 180);
    const changed = new Set([...[...tickersUpTo(180)].slice(20), "NEW1", "NEW2"]);
    reader.source.watch(changed);
    await simulator.until(({ subscriptions }) => subscriptions.tickers === 162);
    await reader.until(() => reader.told("connected").includes("NEW2"));
    await sleep(100);
    const { length } = reader.events;
    await reader.until(() => reader.ticked(length).size >= 162);
    assert.deepEqual(reader.ticked(length), changed);
    assert.equal(simulator.stats().connections.accepted, 2);
    reader.source.watch(new Set());
    await simulator.until(({ connections }) => connections.open === 0);
    assert.deepEqual([reader.told("lost"), reader.reasons, reader.source.missing], [[], [], []]);
    reader.source.watch(new Set(["AGAIN"]));
    await reader.until(() => reader.ticked().has("AGAIN"));
  });

  test("renews its connections in a stall, and heals", async t => {
    const times = { stallMs: 300, restMs: 400, greetingMs: 20 };
    const { simulator, reader } = await start(t, { ticksPerSecond: 5 }, { times });
    reader.source.watch(tickersUpTo(120));
    await reader.until(() => reader.ticked().size === 120);
    simulator.faults.stall(60_000);
    await reader.until(() => reader.reasons.filter(reason => reason === "stalled").length >= 2);
    simulator.faults.stall(0);
    const { length } = reader.events;
    await reader.until(() => reader.ticked(length).size === 120);
    assert.deepEqual(new Set(reader.reasons), new Set(["stalled"]));
  });

  test("renews its connections at a session change without missing a tick", async t => {
    const opening = Date.parse("2026-11-23T14:30:00Z");
    const startedAt = performance.now() + 500;
    const receivedTime = () => Math.floor(opening + performance.now() - startedAt);
    const times = { spreadMs: 200 };
    const { simulator, reader } = await start(t, { market: false }, { times, receivedTime });
    const tickers = [...tickersUpTo(120)];
    reader.source.watch(new Set(tickers));
    await simulator.subscribed(...tickers);
    let price = 0;
    const publish = setInterval(() => {
      price++;
      for (const id of tickers) simulator.publish({ id, price, time: opening, market_hours: 1 });
    }, 5);
    await reader.until(() => reader.reasons.length === 2);
    await simulator.until(({ connections }) => connections.accepted === 4 && connections.open === 2);
    await sleep(50);
    clearInterval(publish);
    await sleep(100);
    const got = new Map(tickers.map(ticker => [ticker, new Set<number>()]));
    for (const event of reader.events) {
      const parsed = event.kind === "frame" && parseFrame(event.frame, event.receivedTime);
      if (parsed && "tick" in parsed) got.get(parsed.tick.ticker)!.add(parsed.tick.price);
    }
    assert.ok(price > 50);
    for (const [ticker, prices] of got) assert.equal(prices.size, price, ticker);
    assert.deepEqual([reader.told("lost"), reader.reasons], [[], ["planned", "planned"]]);
    assert.equal(reader.logged.length, 4, "four connections, and nothing that went wrong");
  });

  test("passes on what has arrived when it is ended, and leaves no connection behind", async t => {
    const { simulator, reader } = await start(t, { ticksPerSecond: 50 });
    reader.source.watch(tickersUpTo(100));
    await reader.until(() => reader.ticked().size === 100);
    await reader.end();
    assert.equal(reader.isEnded, true);
    await simulator.until(({ connections }) => connections.open === 0);
    assert.deepEqual(reader.source.missing, ["the feed is not being read"]);
    for await (const _ of reader.source.events(AbortSignal.abort())) assert.fail("it has ended already");
    assert.equal(simulator.stats().connections.accepted, 2);
  });

  test("says how many sockets are not connected and why, without user info and query", async t => {
    const simulator = await startSimulator();
    const url = simulator.url.replace("ws://", "ws://user:hush@").replace("version=2", "version=2&key=hush");
    await simulator.close();
    const reader = new Reader(url);
    t.after(() => reader.end());
    reader.source.watch(tickersUpTo(100));
    await reader.until(() => reader.reasons.length > 2);
    const shown = simulator.url.replace("?version=2", "");
    assert.deepEqual(reader.source.missing, [`2 of 2 sockets to ${shown} are not connected`]);
    assert.equal(reader.source.silence, "network");
    assert.ok(reader.logged.length > 2);
    assert.ok(reader.logged.every(line => !line.includes("hush") && !line.includes("user")));
  });

  test("tells its consumer what was dropped because nobody took it", async t => {
    const simulator = await startSimulator({ ticksPerSecond: 20 });
    t.after(() => simulator.close());
    let dropped = 0;
    const source = createYahooSource({
      url: simulator.url,
      log: { info: () => undefined, warn: () => undefined },
      receivedTime: Date.now,
      onDropped: frames => {
        dropped += frames;
      },
      queueMax: 50,
      times: TIMES,
    });
    source.watch(tickersUpTo(90));
    const lists = source.events(new AbortController().signal)[Symbol.asyncIterator]();
    const first = await lists.next();
    assert.ok(first.value?.some(({ kind }: SourceEvent) => kind === "connected"));
    while (dropped < 10) await sleep(5);
    const { value } = await lists.next();
    assert.ok(value!.length <= 50 + 4);
    assert.equal(value![0]!.kind, "lost");
    await lists.return?.();
    await simulator.until(({ connections }) => connections.open === 0);
  });
});
