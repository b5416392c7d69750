import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { SourceEvent } from "../../services/ingestor/src/source.ts";
import { SourceQueue } from "../../services/ingestor/src/source-queue.ts";

const tickersOf = (socket: number) => [`${socket}A`, `${socket}B`];
const frame = (receivedTime: number, socket: number): SourceEvent => ({
  kind: "frame",
  receivedTime,
  frame: `${socket}`,
});
const said = (kind: "connected" | "lost", receivedTime: number, socket: number): SourceEvent => ({
  kind,
  receivedTime,
  tickers: tickersOf(socket),
});

function takeAll(queue: SourceQueue): SourceEvent[] {
  const taken: SourceEvent[] = [];
  while (!queue.isEmpty) taken.push(...queue.take());
  return taken;
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom("frame", "frame", "frame", "connected", "lost", "take"),
    socket: fc.nat(2),
  }),
  { maxLength: 200, size: "max" },
);

describe("the queue of a source", () => {
  test("gives back what it was given, in order", () => {
    const queue = new SourceQueue(10_000, tickersOf);
    const given = Array.from({ length: 5_000 }, (_, i) => frame(i, i % 3));
    for (const event of given) queue.push(event, 0);
    assert.equal(queue.take().length, 1_000);
    assert.deepEqual(takeAll(queue), given.slice(1_000));
    assert.equal(queue.dropped, 0);
  });

  test("says that the tickers of a socket are lost where it had to drop a frame of it", () => {
    const queue = new SourceQueue(2, tickersOf);
    const events = [said("connected", 1, 0), frame(2, 0), frame(3, 1), frame(4, 0)];
    for (const event of events) queue.push(event, event.kind === "frame" ? Number(event.frame) : 0);
    assert.deepEqual(takeAll(queue), [said("lost", 2, 0), said("connected", 2, 0), frame(3, 1), frame(4, 0)]);
    assert.equal(queue.dropped, 1);
  });

  test("is bounded, keeps the order of received times and drops nothing in silence", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), (all, max) => {
        const queue = new SourceQueue(max, tickersOf);
        const given: { event: SourceEvent; socket: number }[] = [];
        const taken: SourceEvent[] = [];
        for (const [i, { kind, socket }] of all.entries()) {
          if (kind === "take") taken.push(...takeAll(queue));
          else {
            const event = kind === "frame" ? frame(i, socket) : said(kind as "lost", i, socket);
            given.push({ event, socket });
            queue.push(event, socket);
          }
        }
        const rest = takeAll(queue);
        assert.ok(rest.length <= max + 6);
        taken.push(...rest);
        for (const [i, { receivedTime }] of taken.slice(1).entries())
          assert.ok(receivedTime >= taken[i]!.receivedTime);
        checkNothingIsSilent(given, taken);
        const frames = (events: readonly SourceEvent[]) =>
          events.filter(({ kind }) => kind === "frame").length;
        assert.equal(frames(taken) + queue.dropped, frames(given.map(({ event }) => event)));
      }),
      { numRuns: 500 },
    );
  });
});

const isAbout = (word: SourceEvent, event: SourceEvent, socket: number) =>
  word.receivedTime >= event.receivedTime && "tickers" in word && word.tickers[0] === `${socket}A`;

/** What was given and not taken is followed by a word of the same kind, `lost` for a frame, before the next frame. */
function checkNothingIsSilent(given: { event: SourceEvent; socket: number }[], taken: SourceEvent[]): void {
  const kept = new Set(taken);
  for (const [i, { event, socket }] of given.entries()) {
    if (kept.has(event)) continue;
    const next = given
      .slice(i)
      .find(each => each.event.kind === "frame" && each.socket === socket && kept.has(each.event));
    const until = next === undefined ? taken.length : taken.indexOf(next.event);
    const kind = event.kind === "frame" ? "lost" : event.kind;
    const word = taken.slice(0, until).find(each => each.kind === kind && isAbout(each, event, socket));
    assert.ok(word !== undefined, `${event.kind} at ${event.receivedTime} was dropped in silence`);
  }
}
