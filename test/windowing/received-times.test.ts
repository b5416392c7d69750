import assert from "node:assert/strict";
import { test } from "node:test";
import { Windower } from "@market/windowing";
import { tumbling } from "../model/define.ts";
import { model } from "../model/model.ts";
import type { LogRecord } from "../model/record.ts";
import { sameRecords } from "../model/same.ts";
import { fold, foldWithRestarts } from "./fold.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const definition = tumbling("1s", 1_000);
const OPTIONS = { definitions: [definition], waitMs: 1_000, maxFutureMs: 3_600_000 };

/** The clock of the ingestor goes back with every record, and at last forward again. */
const backwards: LogRecord[] = Array.from({ length: 2_500 }, (_, offset) => {
  const timestamp = offset === 2_499 ? T + 60_000 : T - offset;
  const tick = { ticker: `T${offset % 3}`, time: T - 5_000 + offset, received_time: timestamp, price: 1 };
  return { offset, timestamp, kind: "tick", tick };
});

test("what is remembered of received times is bounded, even where they go back with every record", () => {
  const windower = new Windower(OPTIONS);
  for (const record of backwards) {
    fold(windower, record);
    assert.ok(windower.save("changed").received.length <= 1_000);
  }
});

test("what is forgotten of received times changes nothing, restarts included", () => {
  const expected = model(backwards, { ...OPTIONS, definitions: [definition] });
  assert.ok(expected.features.length > 3 && expected.late.length > 0);
  const { features, late } = foldWithRestarts(backwards, OPTIONS, [1_700], undefined, 450);
  assert.equal(sameRecords(features, expected.features), undefined);
  assert.equal(late.length, expected.late.length);
});
