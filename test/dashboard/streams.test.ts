import assert from "node:assert/strict";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bar } from "../../services/dashboard/src/api.ts";
import { collectGarbage } from "./garbage.ts";
import { eventsOf, type ServerEvent } from "./server-events.ts";
import { ask, type Serving, serve } from "./serving.ts";
import { aRecord, MINUTE } from "./some-bars.ts";

const STALL_MS = 2_000;

let serving: Serving;

before(async () => {
  serving = await serve({ streamsMax: 5, stallMs: STALL_MS, waitingBytesMax: 32 << 20 });
});

after(() => serving.server.close());

/** A stream's events as they come. */
async function* follow(
  path: string,
  headers: Record<string, string> = {},
): AsyncGenerator<ServerEvent, void> {
  const sent: ClientRequest = request({
    host: "127.0.0.1",
    port: serving.server.port,
    path,
    headers,
    agent: false,
  });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  assert.equal(response.headers["content-type"], "text/event-stream");
  response.setEncoding("utf8");
  let held = "";
  try {
    for await (const chunk of response) {
      held += chunk;
      const end = held.lastIndexOf("\n\n") + 2;
      if (end < 2) continue;
      yield* eventsOf(held.slice(0, end));
      held = held.slice(end);
    }
  } finally {
    sent.destroy();
  }
}

let at = 0;

/** As the intake does it: the history first. */
function push(count = 1, window = "1m"): number[] {
  return Array.from({ length: count }, () => {
    const { bar } = serving.history.add(aRecord({ window, window_start: at++ * MINUTE }))!;
    serving.live.push(window, [bar]);
    return bar.window_start;
  });
}

const startsOf = ({ data }: ServerEvent) =>
  (JSON.parse(data) as Bar[]).map(({ window_start }) => window_start);

/** The next event that is none of the state. */
async function next(events: AsyncGenerator<ServerEvent, void>): Promise<ServerEvent> {
  for (;;) {
    const { value } = await events.next();
    assert.ok(value, "the stream goes on");
    if (value.event !== "state") return value;
  }
}

const until = async (what: string, is: () => boolean) => {
  const end = performance.now() + 20_000;
  while (!is()) {
    assert.ok(performance.now() < end, what);
    await sleep(10);
  }
};

describe("a stream of updates", { timeout: 60_000 }, () => {
  test("begins with the state, and tells it again and again", async () => {
    const events = follow("/api/live?window=1m");
    const states = [(await events.next()).value!, (await events.next()).value!];
    for (const { event, data } of states) {
      assert.equal(event, "state");
      assert.equal(JSON.parse(data).read, 1);
    }
    await events.return();
  });

  test("brings the bars of its window alone", async () => {
    const events = follow("/api/live?window=1m");
    await events.next();
    push(2, "5m");
    const pushed = push(3);
    assert.deepEqual(startsOf(await next(events)), pushed);
    await events.return();
  });

  test("goes on where the market's answer ended, and after a disconnect where the reader was", async () => {
    push(3);
    const { cursor } = JSON.parse((await ask(serving, "/api/market?window=1m")).text);
    await sleep(150);
    const first = push(2);
    await sleep(150);
    const second = push(2);
    const path = `/api/live?window=1m&cursor=${cursor}`;
    const before = follow(path);
    let event = await next(before);
    while (!startsOf(event).includes(first[1]!)) event = await next(before);
    await before.return();
    // A browser asks for the same address again, whose cursor is an old one by then.
    const again = follow(path, { "last-event-id": event.id! });
    assert.deepEqual(startsOf(await next(again)), second);
    await again.return();
  });

  test("says that the reader must ask anew where what it missed is not known", async () => {
    const events = follow("/api/live?window=1m&cursor=0-17");
    assert.equal((await next(events)).event, "reset");
    push(1, "of late");
    serving.live.reset();
    const pushed = push();
    const { event, id } = await next(events);
    assert.equal(event, "reset");
    // Before any bar, so that nobody takes an old state for what is now.
    const state = (await events.next()).value!;
    assert.equal(state.event, "state");
    assert.match(state.data, /of late/);
    assert.deepEqual(startsOf(await next(events)), pushed);
    await events.return();
    const again = follow(`/api/live?window=1m&cursor=${id}`);
    assert.deepEqual(startsOf(await next(again)), pushed);
    await again.return();
  });

  test("is all that its connection is for, and requests on one connection have their turns one by one", async () => {
    await until("streams of other tests are gone", () => serving.server.streams === 0);
    const asked = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
    const greedy = connect(serving.server.port, "127.0.0.1");
    greedy.write(asked("/api/live?window=1m").repeat(5));
    const [head] = await once(greedy.setEncoding("utf8"), "data");
    assert.match(String(head), /^connection: close\r$/im);
    await sleep(100);
    assert.equal(serving.server.streams, 1);
    greedy.destroy();

    push(1);
    const { history } = serving;
    let turn = 0;
    const turns: number[] = [];
    const counting = setInterval(() => turn++, 0);
    const columns = history.columns.bind(history);
    history.columns = (...given) => {
      turns.push(turn);
      return columns(...given);
    };
    const polite = connect(serving.server.port, "127.0.0.1");
    polite.write(asked("/api/bars?ticker=AMZN&window=1m").repeat(20));
    await until("all are answered", () => turns.length === 20);
    clearInterval(counting);
    history.columns = columns;
    assert.ok(new Set(turns).size > 5, String(turns));
    polite.destroy();
  });

  test("that is followed by more requests than anybody waits for is cut, they with it", async () => {
    const refused = serving.counted.get("overload") ?? 0;
    const socket = connect(serving.server.port, "127.0.0.1").on("error", () => undefined);
    const closed = closeOf(socket.resume());
    socket.write("GET /api/live HTTP/1.1\r\nhost: x\r\n\r\n".repeat(2_000));
    await closed;
    assert.equal(serving.counted.get("overload"), refused + 1);
    await until("its stream is gone", () => serving.server.streams === 0);
  });

  test("may be of a window that has no bars yet, or of none", async () => {
    for (const path of ["/api/live?window=7m", "/api/live"]) {
      const events = follow(path);
      assert.equal((await events.next()).value!.event, "state");
      await events.return();
    }
  });

  test("is refused beyond their bound, and there is room again when one ends", async () => {
    await until("streams of other tests are gone", () => serving.server.streams === 0);
    const all = Array.from({ length: 5 }, () => follow("/api/live?window=1m"));
    await Promise.all(all.map(events => events.next()));
    const refused = await ask(serving, "/api/live?window=1m");
    assert.deepEqual([refused.status, refused.headers["retry-after"]], [503, "5"]);
    await all[0]!.return();
    await until("a stream is gone", () => serving.server.streams === 4);
    const late = follow("/api/live?window=1m");
    assert.equal((await late.next()).value!.event, "state");
    await Promise.all([late, ...all].map(events => events.return()));
    await until("all are gone", () => serving.server.streams === 0);
  });

  test("that nobody reads holds little, is cut off, and keeps no other from its bars", async () => {
    const { live, counted, server } = serving;
    await until("streams of other tests are gone", () => server.streams === 0);
    const deaf = await openDeaf("/api/live?window=1m");
    const events = follow("/api/live?window=1m");
    await events.next();
    await until("both follow", () => server.streams === 2);
    const { bar } = serving.history.add(aRecord({ window_start: at++ * MINUTE }))!;
    const burst = Array.from({ length: 15_000 }, () => bar);
    const before = buffersHeld();
    let held = 0;
    let pushed = 0;
    for (let rounds = 0; rounds < 20 || server.streams === 2; rounds++) {
      live.push("1m", burst);
      for (let seen = 0; seen < burst.length; ) {
        const event = await next(events);
        assert.equal(event.event, "bars");
        seen += startsOf(event).length;
        pushed += event.data.length;
      }
      held = Math.max(held, buffersHeld() - before);
    }
    assert.equal(counted.get("cut"), 1);
    assert.ok(pushed > 40 << 20, "more than is held for those who come back, and than sockets hold");
    assert.ok(held < 16 << 20, `${held} bytes`);
    await events.return();
    deaf.destroy();
  });

  test("is one thing, a large answer another: those that nobody takes are bounded, and their clients are cut off", async () => {
    for (let i = 0; i < 10_000; i++)
      serving.history.add(aRecord({ ticker: "LARGE", window_start: i * MINUTE }));
    const path = "/api/bars?ticker=LARGE&window=1m&fields=all";
    const { status, body } = await ask(serving, path);
    assert.equal(status, 200);
    assert.ok(body.length > 6 << 20, "more than a socket holds");
    const deaf = await Promise.all(Array.from({ length: 12 }, () => openDeaf(path)));
    const closed = deaf.map(closeOf);
    await until("too much waits", () => (serving.counted.get("overload") ?? 0) > 5);
    assert.equal((await ask(serving, "/")).status, 200, "what is small goes out all the same");
    await sleep(2 * STALL_MS);
    assert.equal((await ask(serving, path)).status, 200);
    for (const socket of deaf) socket.resume();
    await Promise.all(closed);
  });

  test("ends when the server does, which waits for nobody", async () => {
    const events = follow("/api/live?window=1m");
    await events.next();
    const deaf = await openDeaf("/api/bars?ticker=LARGE&window=1m&fields=all");
    const ended = closeOf(deaf.resume());
    await serving.server.close();
    await assert.rejects(async () => {
      while (!(await events.next()).done);
    }, /aborted/);
    await ended;
    assert.equal(serving.server.streams, 0);
  });
});

/** One who asks and takes nothing of the answer. */
async function openDeaf(path: string): Promise<Socket> {
  const socket = connect(serving.server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.pause();
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  return socket;
}

/** Resolves when the connection is closed, in whatever way. */
function closeOf(socket: Socket): Promise<unknown> {
  return new Promise(resolve => socket.on("close", resolve));
}

function buffersHeld(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
