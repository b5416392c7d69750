import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { newYorkTime, type Session, sessionAt } from "@market/simulator";

const sessionOf = (instant: string) => sessionAt(newYorkTime(Date.parse(instant)));

function assertSessions(cases: Record<string, Session>): void {
  for (const [instant, session] of Object.entries(cases)) assert.equal(sessionOf(instant), session, instant);
}

describe("sessions", () => {
  test("a weekday runs overnight, pre, regular, post, overnight, each from its first minute on", () => {
    assertSessions({
      "2026-09-16T04:00:00Z": "overnight",
      "2026-09-16T07:59:59Z": "overnight",
      "2026-09-16T08:00:00Z": "pre",
      "2026-09-16T13:29:59Z": "pre",
      "2026-09-16T13:30:00Z": "regular",
      "2026-09-16T19:59:59Z": "regular",
      "2026-09-16T20:00:00Z": "post",
      "2026-09-16T23:59:59Z": "post",
      "2026-09-17T00:00:00Z": "overnight",
    });
  });

  test("the market is closed from Friday 20:00 to Sunday 20:00", () => {
    assertSessions({
      "2026-09-18T23:59:59Z": "post",
      "2026-09-19T00:00:00Z": "closed",
      "2026-09-19T15:00:00Z": "closed",
      "2026-09-20T06:00:00Z": "closed",
      "2026-09-20T23:59:59Z": "closed",
      "2026-09-21T00:00:00Z": "overnight",
      "2026-09-21T06:00:00Z": "overnight",
    });
  });

  test("the opening follows New York's clock when summer time begins on 2026-03-08", () => {
    assertSessions({
      "2026-03-06T14:29:59Z": "pre",
      "2026-03-06T14:30:00Z": "regular",
      "2026-03-09T00:00:00Z": "overnight",
      "2026-03-09T13:29:59Z": "pre",
      "2026-03-09T13:30:00Z": "regular",
      "2026-03-09T20:00:00Z": "post",
    });
  });

  test("the opening follows New York's clock when summer time ends on 2026-11-01", () => {
    assertSessions({
      "2026-10-30T13:30:00Z": "regular",
      "2026-11-02T00:30:00Z": "closed",
      "2026-11-02T01:00:00Z": "overnight",
      "2026-11-02T13:30:00Z": "pre",
      "2026-11-02T14:30:00Z": "regular",
      "2026-11-02T20:59:59Z": "regular",
    });
  });

  test("the hour that summer time's end repeats has the same minutes twice, and the skipped one none", () => {
    assert.equal(newYorkTime(Date.parse("2026-11-01T05:30:00Z")).minute, 90);
    assert.equal(newYorkTime(Date.parse("2026-11-01T06:30:00Z")).minute, 90);
    assert.equal(newYorkTime(Date.parse("2026-03-08T06:59:00Z")).minute, 119);
    assert.equal(newYorkTime(Date.parse("2026-03-08T07:00:00Z")).minute, 180);
  });

  test("New York's date is the one Intl prints, in any order of asking", () => {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });
    const start = Date.parse("2025-12-30T00:00:00Z");
    for (let step = 0; step < 20_000; step++) {
      // A stride coprime to the year's hours visits them out of order.
      const time = start + ((step * 4_999) % 9_000) * 3_600_000 + step;
      const { day, weekday } = newYorkTime(time);
      const date = new Date(day * 86_400_000);
      assert.equal(date.toISOString().slice(0, 10), format.format(time));
      assert.equal(weekday, date.getUTCDay());
    }
  });
});
