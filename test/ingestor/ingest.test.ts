import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Ingest, IngestorMetrics, type Source, type SourceEvent } from "@market/ingestor";
import { MemoryLog } from "@market/log";
import { createLog } from "@market/runtime";
import { decodeTick } from "@market/wire";
import { bare } from "../wire/frames.ts";

const START = Date.UTC(2024, 3, 16, 14, 20);

/** A source that says what it is told to. */
class FakeSource implements Source {
  readonly missing: readonly string[] = [];
  readonly canWait = false;
  watched: ReadonlySet<string> = new Set();
  #said: SourceEvent[] = [];
  #wake: () => void = () => undefined;

  watch(tickers: ReadonlySet<string>): void {
    this.watched = new Set(tickers);
  }

  get isBehind(): boolean {
    return this.#said.length > 0;
  }

  say(...events: SourceEvent[]): void {
    this.#said.push(...events);
    this.#wake();
  }

  async *events(signal: AbortSignal): AsyncGenerator<readonly SourceEvent[]> {
    signal.addEventListener("abort", () => this.#wake());
    while (!signal.aborted) {
      if (this.#said.length > 0) yield this.#said.splice(0);
      else await new Promise<void>(resolve => (this.#wake = resolve));
    }
  }
}

function setUp() {
  const source = new FakeSource();
  const memory = new MemoryLog(4, ticker => Number(ticker.slice(1)) % 4);
  const log = createLog("test", "silent");
  let now = START;
  const metrics = new IngestorMetrics();
  const ingest = new Ingest({
    source,
    sink: memory.sink(),
    snapshotAgeMs: 0,
    receivedTime: () => now++,
    log,
    metrics,
  });
  const stop = new AbortController();
  const done = ingest.run(stop.signal);
  let price = 1;
  return {
    ingest,
    source,
    tick: (ticker: string) =>
      source.say({
        kind: "frame",
        receivedTime: now++,
        frame: bare({ id: ticker, price: price++, time: START }),
      }),
    /** What a partition holds, as ticker, "gap" or "clock". */
    read: async (partition: number) => {
      await sleep(80);
      return memory.ticks.read(partition, 0).map(({ key, value, headers }) => {
        if (value !== null) return decodeTick(value)!.ticker;
        return key === null ? "clock" : `${key} lost since ${Number(headers["gap-from"])}`;
      });
    },
    end: async () => {
      stop.abort();
      await done;
    },
  };
}

test("a new owner writes the gaps of its tickers before anything else, and nothing to partitions of others", async () => {
  const { ingest, source, tick, read, end } = setUp();
  ingest.watch(new Set(["T0", "T4", "T1"]));
  assert.equal(source.watched.size, 0);
  ingest.own(new Set([0]));
  assert.deepEqual([...source.watched], ["T0", "T4"]);
  tick("T4");
  tick("T1");
  const [first, second, third, ...rest] = await read(0);
  assert.deepEqual([first, second, third], ["T0 lost since 0", "T4 lost since 0", "T4"]);
  assert.ok(rest.every(each => each === "clock"));
  for (const partition of [1, 2, 3]) assert.deepEqual(await read(partition), []);
  await end();
});

test("a partition that is given away gets no clock record and no tick any more, and the ones kept go on", async () => {
  const { ingest, tick, read, end } = setUp();
  ingest.watch(new Set(["T0", "T1"]));
  ingest.own(new Set([0, 1]));
  tick("T0");
  await read(0);
  ingest.own(new Set([1]));
  const before = await read(0);
  tick("T0");
  tick("T1");
  assert.deepEqual(await read(0), before);
  assert.deepEqual(
    (await read(1)).filter(each => each !== "clock"),
    ["T1 lost since 0", "T1"],
  );
  await end();
  assert.deepEqual(await read(0), before);
});

test("a partition that somebody else may have owned meanwhile gets a gap of its tickers, and others get none", async () => {
  const { ingest, tick, read, end } = setUp();
  ingest.watch(new Set(["T0", "T1"]));
  ingest.own(new Set([0, 1]));
  tick("T0");
  await read(0);
  ingest.own(new Set([0, 1]), new Set([0]));
  const records = (await read(0)).filter(each => each !== "clock");
  assert.deepEqual(records, ["T0 lost since 0", "T0", `T0 lost since ${START}`]);
  assert.deepEqual(
    (await read(1)).filter(each => each !== "clock"),
    ["T1 lost since 0"],
  );
  await end();
});

test("a ticker that is taken off the watchlist gets a gap from its last tick on, and its ticks are no longer published", async () => {
  const { ingest, source, tick, read, end } = setUp();
  ingest.own(new Set([0]));
  ingest.watch(new Set(["T0", "T4"]));
  tick("T0");
  await read(0);
  ingest.watch(new Set(["T4"]));
  assert.deepEqual([...source.watched], ["T4"]);
  tick("T0");
  const records = (await read(0)).filter(each => each !== "clock");
  assert.deepEqual(records, ["T0 lost since 0", "T4 lost since 0", "T0", `T0 lost since ${START}`]);
  await end();
});

test("at its end it says that the feed of every ticker is lost, and publishes all it holds", async () => {
  const { ingest, tick, read, end } = setUp();
  ingest.own(new Set([0, 1]));
  ingest.watch(new Set(["T0", "T1"]));
  tick("T1");
  await read(1);
  await end();
  assert.equal((await read(0)).filter(each => each !== "clock").at(-1), "T0 lost since 0");
  assert.equal((await read(1)).filter(each => each !== "clock").at(-1), `T1 lost since ${START}`);
});
