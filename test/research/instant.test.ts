import assert from "node:assert/strict";
import { test } from "node:test";
import { parseInstant } from "@market/research";

test("times are read as ISO dates and times, UTC without a zone, and as ms", () => {
  const T = Date.UTC(2024, 3, 16, 14, 20);
  for (const [text, time] of [
    ["2024-04-16", Date.UTC(2024, 3, 16)],
    ["2024-04-16T14:20", T],
    ["2024-04-16T14:20Z", T],
    ["2024-04-16T10:20-04:00", T],
    ["2024-04-16T14:20:01.5Z", T + 1_500],
    [String(T), T],
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    ["2024-02-29T23:59-12:00", Date.UTC(2024, 2, 1, 11, 59)],
  ] as const)
    assert.equal(parseInstant(text), time, text);
});

test("what may mean something else is no time", () => {
  for (const text of [
    "",
    "now",
    "2024",
    "1713277200",
    "16.04.2024",
    "2024-4-16",
    "2024-02-30",
    "2023-02-29T00:00Z",
    "2024-04-16 14:20",
    "2024-04-16T25:00",
    "2024-13-01",
    "-1713277200000",
  ])
    assert.equal(parseInstant(text), undefined, text);
});
