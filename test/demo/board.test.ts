import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../demo/src/board.ts";
import { plain } from "../../demo/src/paint.ts";
import { summarize } from "../../demo/src/summary.ts";
import { AMZN, BTC, NOON } from "./records.ts";

const FIGURES = {
  frames: 1_531,
  ticks: 1_500,
  repeats: 1,
  rejected: 30,
  rejections: new Map(
    ["empty", "not_json", "not_base64", "unknown_type", "no_message", "not_protobuf"].map(reason => [
      reason,
      5,
    ]),
  ),
  deadLetters: 31,
  gaps: 8,
  late: 4,
  features: 3,
};

function played(): Board {
  const board = new Board("on Apache Kafka, in four processes", 30_000);
  board.readyAt = 1_000;
  board.add({ ...AMZN, close: 184.5 }, 6_250);
  board.add(BTC, 6_300);
  board.add(AMZN, 11_000);
  board.figures = FIGURES;
  board.elapsedMs = 12_345;
  return board;
}

test("the picture shows the latest window of each ticker, what was counted and what happened last", () => {
  const board = played();
  for (let second = 0; second < 7; second++) board.note(`event ${second}`, NOON + second * 1_000);
  assert.deepEqual(board.render(79, plain), [
    "Live features · 0:12 of 0:30",
    "on Apache Kafka, in four processes",
    "",
    "TICKER    WINDOW             TICKS      CLOSE   VOLUME  FLAGS        CLOSES",
    "AMZN      12:00:10–12:00:15     20     184.66   12,345               ▁█",
    "          open 184.61  high 184.70  low 184.50  mean 184.60",
    "BTC-USD   12:00:10–12:00:15      1  112741.34        –  gap partial  ▄",
    "          open 112741.34  high 112741.34  low 112741.34  mean 112741.34",
    "",
    "in   1,531 frames: 1,500 ticks, 1 repeat, 30 rejected",
    "out  3 features records, 4 late ticks, 31 dead letters",
    "",
    ...[2, 3, 4, 5, 6].map(second => `12:00:1${second}  event ${second}`),
    "",
    "gap: the feed was away · partial: no volume yet · Ctrl-C ends it",
  ]);
});

test("where the page is stays in sight, and is never cut in two", () => {
  const board = new Board("on Apache Kafka, in four processes", undefined);
  board.page = "http://localhost:9466";
  const head = "Live features · 0:00 · http://localhost:9466";
  assert.equal(board.render(head.length, plain)[0], head);
  assert.equal(board.render(head.length - 1, plain)[0], "Live features · 0:00");
});

test("before the first features the picture says that they are on their way", () => {
  const lines = new Board("in memory, in one process", undefined).render(79, plain);
  assert.equal(lines[0], "Live features · 0:00");
  assert.match(lines[3]!, /^waiting for the first windows to close/);
});

test("the summary says where it ran, what was counted, and when the first features came", () => {
  assert.equal(
    summarize(played()),
    `12.3 s on Apache Kafka, in four processes:
  frames         1,531  1,500 ticks, 1 repeat, 30 rejected
  rejected          30  empty 5, not_json 5, not_base64 5, unknown_type 5,
                        no_message 5, not_protobuf 5
  dead letters      31  rejected frames, and ticks from the future
  gaps               8  one a ticker whenever the feed is away,
                        at the start too
  late ticks         4  their windows were closed, so they are published apart
  features           3  read from the log for 2 tickers, of 3 computed
The first came 5.3 s after everything was ready.`,
  );
});

test("a summary without features says so", () => {
  assert.match(summarize(new Board("in memory, in one process", undefined)), /\nNo features came out\.$/);
});
