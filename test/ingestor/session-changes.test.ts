import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { nextSessionChange } from "../../services/ingestor/src/session-changes.ts";

const next = (time: string) => new Date(nextSessionChange(Date.parse(time))).toISOString();

test("sessions change at 04:00, 09:30, 16:00 and 20:00 in New York, in winter and in summer", () => {
  assert.equal(next("2026-11-23T00:00:00Z"), "2026-11-23T09:00:00.000Z");
  assert.equal(next("2026-11-23T09:00:00Z"), "2026-11-23T14:30:00.000Z");
  assert.equal(next("2026-11-23T14:30:00Z"), "2026-11-23T21:00:00.000Z");
  assert.equal(next("2026-11-23T21:00:00Z"), "2026-11-24T01:00:00.000Z");
  assert.equal(next("2026-07-14T12:00:00Z"), "2026-07-14T13:30:00.000Z");
  assert.equal(next("2026-07-14T23:59:59.999Z"), "2026-07-15T00:00:00.000Z");
});

test("sessions do not change from Friday evening to Monday morning, also where clocks are changed between", () => {
  assert.equal(next("2026-11-21T01:00:00Z"), "2026-11-23T09:00:00.000Z");
  // On 2026-03-08 and on 2026-11-01 clocks were changed.
  assert.equal(next("2026-03-07T01:00:00Z"), "2026-03-09T08:00:00.000Z");
  assert.equal(next("2026-10-31T00:00:00Z"), "2026-11-02T09:00:00.000Z");
});

test("the next session change is after the time asked for, on a weekday, at one of the four times", () => {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/New_York",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const range = { min: Date.parse("2020-01-01T00:00:00Z"), max: Date.parse("2040-01-01T00:00:00Z") };
  fc.assert(
    fc.property(fc.integer(range), time => {
      const change = nextSessionChange(time);
      assert.ok(change > time && change - time <= 56 * 3_600_000 + 3_600_000);
      assert.match(clock.format(change), /^(Mon|Tue|Wed|Thu|Fri),? (04:00|09:30|16:00|20:00):00$/);
      assert.equal(nextSessionChange(change - 1), change);
    }),
    { numRuns: 2_000 },
  );
});
