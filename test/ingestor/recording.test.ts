import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parseRecorded, RecordingSource, readRecording, type SourceEvent, survey } from "@market/ingestor";
import { realFrames } from "../golden/frames.ts";
import { bare, enveloped } from "../wire/frames.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
let dir = "";
before(async () => {
  dir = await mkdtemp(join(tmpdir(), "market-recording-"));
});
after(() => rm(dir, { recursive: true }));

async function record(...lines: readonly string[]): Promise<string> {
  const file = join(dir, `${crypto.randomUUID()}.jsonl`);
  await writeFile(file, lines.join("\n"));
  return file;
}

const frameAt = (time: number, id = "AMZN") => bare({ id, price: 184.5, time });

test("a line may be a frame as on the wire, a frame with its received time, or a tick", () => {
  const frame = frameAt(T);
  assert.deepEqual(parseRecorded(frame, 0), { kind: "frame", frame, receivedTime: T });
  const envelope = enveloped(frame);
  assert.deepEqual(parseRecorded(envelope, 0), { kind: "frame", frame: envelope, receivedTime: T });
  assert.deepEqual(parseRecorded(JSON.stringify({ frame, received_time: T + 700 }), 0), {
    kind: "frame",
    frame,
    receivedTime: T + 700,
  });
  const recorded = parseRecorded(
    JSON.stringify({ ticker: "AMZN", time: T, price: 1.5, day_volume: "7", bid: null, more: 1 }),
    T + 5,
  );
  assert.ok(recorded.kind === "tick");
  const { ticker, time, price, day_volume, received_time } = recorded.tick;
  assert.deepEqual(
    [ticker, time, price, day_volume, received_time, "more" in recorded.tick],
    ["AMZN", T, 1.5, null, T + 5, false],
  );
});

test("a received time that is no whole number of milliseconds is not taken for one", () => {
  const recorded = parseRecorded(
    JSON.stringify({ ticker: "AMZN", time: T, price: 1, received_time: T + 0.5 }),
    0,
  );
  assert.equal(recorded.receivedTime, T);
  assert.equal(
    parseRecorded(JSON.stringify({ frame: frameAt(T), received_time: T + 0.5 }), 0).receivedTime,
    T,
  );
});

test("a line that goes back in time counts as received when the line before it was", () => {
  assert.equal(parseRecorded(frameAt(T), T + 1).receivedTime, T + 1);
  assert.equal(
    parseRecorded(JSON.stringify({ frame: frameAt(T), received_time: T }), T + 1).receivedTime,
    T + 1,
  );
});

test("what is neither a frame nor a tick stays a frame, to be refused where all frames are", () => {
  for (const line of [
    "garbage!",
    "{",
    '{"ticker":"A","time":"now","price":1}',
    '{"ticker":"A B","time":1}',
    "[]",
  ])
    assert.equal(parseRecorded(line, T).kind, "frame", line);
});

test("a survey names every ticker, counts what is no tick, and knows from when to when", async () => {
  const file = await record(frameAt(T), "", "garbage", frameAt(T + 5_000, "MSFT"), frameAt(T + 1_000));
  const { tickers, lines, refused, from, to } = await survey(file);
  assert.deepEqual([[...tickers].sort(), lines, refused, from, to], [["AMZN", "MSFT"], 4, 1, T, T + 5_000]);
});

test("a recording comes out whole and in order, whatever its speed, and its time never runs ahead of it", async () => {
  const frames = realFrames.map(({ frame }) => frame);
  const file = await record(...frames);
  const expected: SourceEvent[] = [];
  for await (const each of readRecording(file)) expected.push(each);
  for (const speed of [0, 1e12]) {
    const { from } = await survey(file);
    const source = new RecordingSource(file, speed, from);
    const events: SourceEvent[] = [];
    for await (const list of source.events(new AbortController().signal)) {
      events.push(...list);
      assert.equal(source.receivedTime, list.at(-1)?.receivedTime ?? from);
    }
    assert.deepEqual(events, expected);
  }
});

test("a recording that is broken off ends", async () => {
  const file = await record(...Array.from({ length: 50 }, (_, i) => frameAt(T + i * 60_000)));
  const stop = new AbortController();
  let count = 0;
  for await (const list of new RecordingSource(file, 600, T).events(stop.signal)) {
    count += list.length;
    stop.abort();
  }
  assert.ok(count < 50);
});
