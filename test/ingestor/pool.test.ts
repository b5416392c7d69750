import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { LINE_TIMES } from "../../services/ingestor/src/line-times.ts";
import { Pool, type PoolAction } from "../../services/ingestor/src/pool.ts";

const { attemptMs, settleMs, spreadMs, overlapMs, handoverMs, pongMs } = LINE_TIMES;
/** A Sunday in New York: no session changes until Monday 04:00. */
const SUNDAY = Date.parse("2026-11-22T15:00:00Z");
/** Monday, one second before the opening. */
const BEFORE_OPENING = Date.parse("2026-11-23T14:29:59Z");

/** A pool on a network where everything works at once, and what is subscribed on each connection. */
class Served {
  readonly pool: Pool;
  readonly subscribed = new Map<number, Set<string>>();
  readonly socketOf = new Map<number, number>();
  readonly done: [number, PoolAction][] = [];
  readonly #wallAhead: number;
  now = 0;

  constructor(random = () => 0.5, wall = SUNDAY) {
    this.#wallAhead = wall;
    this.pool = new Pool({ random, now: 0, wall });
  }

  watch(tickers: Iterable<string>): void {
    this.pool.watch(new Set(tickers), this.now);
  }

  run(ms: number): void {
    const end = this.now + ms;
    while (this.pool.dueAt <= end) {
      this.now = Math.max(this.now, this.pool.dueAt);
      this.act(this.pool.elapse(this.now, this.now + this.#wallAhead));
    }
    this.now = end;
  }

  act(actions: readonly PoolAction[]): void {
    for (const action of actions) {
      this.done.push([this.now, action]);
      if ("connection" in action) this.#answer(action);
    }
  }

  #answer(action: Extract<PoolAction, { readonly connection: number }>): void {
    const { kind, connection } = action;
    const subscribed = this.subscribed.get(connection) ?? new Set();
    if (kind === "connect") {
      this.subscribed.set(connection, subscribed);
      this.socketOf.set(connection, action.socket);
      this.act(this.pool.opened(connection, this.now));
    } else if (kind === "ping") this.act(this.pool.pong(connection, this.now));
    else if (kind === "close" || kind === "terminate") this.subscribed.delete(connection);
    else if (kind === "subscribe") for (const ticker of action.tickers) subscribed.add(ticker);
    else
      for (const ticker of action.tickers) assert.ok(subscribed.delete(ticker), "unsubscribed where it is");
  }

  /** The socket of each ticker, from what the other side was told. */
  get placed(): Map<string, number> {
    const placed = new Map<string, number>();
    for (const [connection, tickers] of this.subscribed) {
      assert.ok(tickers.size > 0 && tickers.size <= 90, `${tickers.size} tickers`);
      for (const ticker of tickers) {
        assert.ok(!placed.has(ticker), "in one socket only");
        placed.set(ticker, this.socketOf.get(connection)!);
      }
    }
    return placed;
  }

  kinds(...wanted: PoolAction["kind"][]): [number, PoolAction][] {
    return this.done.filter(([, { kind }]) => wanted.includes(kind));
  }
}

const tickersUpTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `T${from + i}`);
const watchlists = fc.array(
  fc.oneof(
    fc.uniqueArray(
      fc.nat(400).map(i => `T${i}`),
      { maxLength: 400, size: "max" },
    ),
    fc.tuple(fc.nat(300), fc.nat(300)).map(([count, from]) => tickersUpTo(count, from)),
  ),
  { minLength: 1, maxLength: 8 },
);

/** Every ticker is somewhere, and those that were there before have not moved. */
function checkPlaces(placed: Map<string, number>, before: Map<string, number>, list: readonly string[]) {
  assert.deepEqual([...placed.keys()].sort(), [...list].sort());
  for (const [ticker, socket] of placed)
    assert.equal(before.get(ticker) ?? socket, socket, `${ticker} moved`);
  return placed;
}

describe("a pool", () => {
  test("has every wanted ticker in exactly one socket, at most 90 in each, and moves none", () => {
    fc.assert(
      fc.property(watchlists, fc.boolean(), (lists, settles) => {
        const served = new Served();
        let before = new Map<string, number>();
        for (const list of lists) {
          served.watch(list);
          served.run(settles ? 30_000 : settleMs / 2);
          if (settles) before = checkPlaces(served.placed, before, list);
        }
        served.run(30_000);
        assert.deepEqual([...served.placed.keys()].sort(), [...lists.at(-1)!].sort());
        assert.equal(served.kinds("lost").length, 0);
      }),
      { numRuns: 200 },
    );
  });

  test("does the same with the same dice, in whatever order the tickers are named", () => {
    fc.assert(
      fc.property(watchlists, lists => {
        const [one, other] = [new Served(), new Served()];
        for (const list of lists) {
          one.watch(list);
          other.watch([...list].reverse());
          for (const each of [one, other]) each.run(10_000);
        }
        assert.deepEqual(one.done, other.done);
      }),
      { numRuns: 50 },
    );
  });

  test("uses no more sockets than the tickers need, and mixes them", () => {
    const served = new Served();
    served.watch([...tickersUpTo(450), ...Array.from({ length: 450 }, (_, i) => `${7_000 + i}.T`)]);
    served.run(10_000);
    assert.equal(served.pool.state.total, 10);
    for (const tickers of served.subscribed.values()) {
      const tokyo = [...tickers].filter(ticker => ticker.endsWith(".T")).length;
      assert.ok(tokyo > 20 && tokyo < 70, `${tokyo} of 90 from Tokyo`);
    }
  });

  test("gives the place of a removed ticker to the next one, tells what has gone first, and closes what is empty", () => {
    const served = new Served();
    served.watch(tickersUpTo(180));
    served.run(10_000);
    const [first] = served.subscribed.values();
    const [gone] = [...first!];
    served.done.length = 0;
    served.watch([...tickersUpTo(180).filter(ticker => ticker !== gone), "NEW"]);
    served.run(settleMs);
    assert.equal(served.placed.get("NEW"), 0);
    const told = served.done.map(([, { kind }]) => kind).filter(kind => kind !== "ping");
    assert.deepEqual(told, ["unsubscribe", "subscribe", "connected"]);
    served.watch([...first!]);
    served.run(settleMs);
    assert.deepEqual(served.pool.state, { open: 1, total: 1 });
    assert.equal(served.kinds("close").length, 1);
    assert.equal(served.kinds("reconnect").length, 0);
  });

  test("says that an added ticker is connected, and says nothing of one that is removed", () => {
    const served = new Served();
    served.watch(["A", "B"]);
    served.run(1_000);
    served.watch(["B", "C"]);
    served.run(1_000);
    const [connection] = served.subscribed.keys();
    served.act(served.pool.closed(connection!, served.now));
    const told = served.kinds("connected", "lost").map(([, action]) => action);
    assert.deepEqual(told, [
      {
        kind: "connected",
        socket: 0,
        tickers: ["B", "A"].sort((a, b) => placeOf(told, a) - placeOf(told, b)),
      },
      { kind: "connected", socket: 0, tickers: ["C"] },
      { kind: "lost", socket: 0, tickers: ["B", "C"] },
    ]);
  });

  test("makes its attempts one at a time: 23 sockets within 2.2 to 4.4 s", () => {
    for (const [roll, spacingMs] of [
      [0, attemptMs],
      [1, 2 * attemptMs],
    ] as const) {
      const served = new Served(() => roll);
      served.watch(tickersUpTo(2_000));
      served.run(5_000);
      const attempts = served.kinds("connect").map(([at]) => at);
      assert.equal(attempts.length, 23);
      assert.deepEqual(
        attempts.slice(1).map((at, i) => at - attempts[i]!),
        Array(22).fill(spacingMs),
      );
    }
  });

  test("comes back spread out after all connections were lost at once", () => {
    let rolled = 0;
    const served = new Served(() => (rolled++ * 0.37) % 1);
    served.watch(tickersUpTo(900));
    served.run(10_000);
    served.done.length = 0;
    for (const connection of [...served.subscribed.keys()]) {
      served.subscribed.delete(connection);
      served.act(served.pool.closed(connection, served.now));
    }
    assert.equal(served.pool.state.open, 0);
    served.run(5_000);
    const attempts = served.kinds("connect").map(([at]) => at);
    assert.equal(attempts.length, 10);
    for (const [i, at] of attempts.slice(1).entries()) assert.ok(at - attempts[i]! >= attemptMs);
  });

  test("says what is silent: what most of its sockets would say", () => {
    const pool = new Pool({ random: () => 0.5, now: 0, wall: SUNDAY });
    assert.equal(pool.silence, "network");
    pool.watch(new Set(tickersUpTo(180)), 0);
    pool.elapse(0, SUNDAY);
    pool.elapse(1_000, SUNDAY);
    assert.equal(pool.silence, "network");
    pool.opened(1, 1_000);
    assert.equal(pool.silence, "market");
    pool.opened(2, 1_000);
    assert.equal(pool.silence, "market");
    pool.closed(1, 2_000);
    pool.closed(2, 2_000);
    assert.equal(pool.silence, "line");
  });
});

function placeOf(told: readonly PoolAction[], ticker: string): number {
  const [first] = told;
  return first?.kind === "connected" ? first.tickers.indexOf(ticker) : -1;
}

describe("a session change", () => {
  test("renews every connection once, spread over five minutes, before the old ones are closed", () => {
    let rolled = 0;
    const served = new Served(() => (rolled++ * 0.37) % 1, BEFORE_OPENING);
    served.watch(tickersUpTo(900));
    served.run(999);
    // The first four are open before the opening, the others are new after it.
    const early = served.subscribed.size;
    assert.ok(early >= 4 && early < 10);
    served.run(1_000 + spreadMs + handoverMs);
    const renewals = served.kinds("reconnect");
    assert.deepEqual(
      renewals.map(([, action]) => action.kind === "reconnect" && action.reason),
      Array(early).fill("planned"),
    );
    const at = renewals.map(([each]) => each - 1_000);
    assert.ok(Math.max(...at) - Math.min(...at) > spreadMs / 4 && Math.max(...at) <= spreadMs);
    assert.equal(served.kinds("lost").length, 0);
    assert.equal(served.kinds("close").length, early);
    assert.equal(served.placed.size, 900);
    for (const [closedAt, action] of served.kinds("close")) {
      const socket = action.kind === "close" ? served.socketOf.get(action.connection) : undefined;
      const said = served
        .kinds("connected")
        .filter(([, each]) => each.kind === "connected" && each.socket === socket);
      assert.equal(closedAt - said.at(-1)![0], handoverMs);
    }
  });
});

test("a socket is renewed at each of the four session changes of a day, and not at weekends", () => {
  const served = new Served(() => 0.5, BEFORE_OPENING);
  served.watch(["A"]);
  served.run(7 * 86_400_000);
  assert.equal(served.kinds("reconnect").length, 5 * 4);
  assert.equal(served.kinds("lost").length, 0);
});

/** A pool with one socket that is being renewed: connection 2 has been attempted beside connection 1. */
function renewing(): { pool: Pool; now: number } {
  const pool = new Pool({ random: () => 0, now: 0, wall: BEFORE_OPENING });
  pool.watch(new Set(["A"]), 0);
  const wallAt = (now: number) => BEFORE_OPENING + now;
  assert.ok(pool.elapse(0, wallAt(0)).some(({ kind }) => kind === "connect"));
  pool.opened(1, 10);
  pool.frame(1, 20);
  const actions = [...pool.elapse(1_000, wallAt(1_000)), ...pool.elapse(1_001, wallAt(1_001))];
  assert.deepEqual(actions.at(-1), { kind: "connect", connection: 2, socket: 0 });
  return { pool, now: 1_001 };
}

const kindsOf = (actions: readonly PoolAction[]) => actions.map(({ kind }) => kind);

describe("a planned renewal", () => {
  test("subscribes the new connection when the old one has been heard, and closes the old one after a frame", () => {
    const { pool, now } = renewing();
    assert.deepEqual(pool.opened(2, now), [{ kind: "ping", connection: 1 }]);
    assert.deepEqual(pool.pong(1, now), [
      { kind: "subscribe", connection: 2, tickers: ["A"] },
      { kind: "connected", socket: 0, tickers: ["A"] },
    ]);
    assert.deepEqual(pool.frame(2, now + 5), []);
    assert.equal(pool.dueAt, now + 5 + overlapMs);
    assert.deepEqual(pool.elapse(pool.dueAt, BEFORE_OPENING + pool.dueAt), [
      { kind: "close", connection: 1 },
    ]);
  });

  test("announces the first frame of the new connection again where the old one has spoken in between", () => {
    const { pool, now } = renewing();
    pool.opened(2, now);
    pool.pong(1, now);
    assert.deepEqual(pool.frame(1, now), []);
    assert.deepEqual(kindsOf(pool.frame(2, now)), ["connected"]);
    assert.deepEqual(pool.frame(2, now), []);
  });

  test("loses its tickers where the old connection turns out to be dead, before a frame of the new one", () => {
    const { pool, now } = renewing();
    pool.opened(2, now);
    const dueAt = now + pongMs;
    assert.deepEqual(
      kindsOf(pool.elapse(dueAt, BEFORE_OPENING + dueAt)).filter(kind => kind !== "ping"),
      ["terminate", "reconnect", "lost", "subscribe", "connected"],
    );
  });

  test("loses nothing where it fails, however often, and is tried again with growing pauses", () => {
    const { pool } = renewing();
    let now = 1_001;
    const pauses: number[] = [];
    for (let connection = 2; connection < 9; connection++) {
      assert.deepEqual(kindsOf(pool.closed(connection, now)), ["reconnect"]);
      const failedAt = now;
      for (;;) {
        now = pool.dueAt;
        const actions = pool.elapse(now, BEFORE_OPENING + now);
        assert.ok(!kindsOf(actions).includes("lost"));
        if (kindsOf(actions).includes("ping")) pool.pong(1, now);
        pool.frame(1, now);
        if (kindsOf(actions).includes("connect")) break;
      }
      pauses.push(now - failedAt);
    }
    assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  });
});
