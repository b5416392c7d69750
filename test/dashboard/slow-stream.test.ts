import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import type { PipelineState } from "../../services/dashboard/src/api.ts";
import { Live } from "../../services/dashboard/src/live.ts";
import type { Outlet } from "../../services/dashboard/src/outlet.ts";
import { toBar } from "../../services/dashboard/src/series.ts";
import { Streams } from "../../services/dashboard/src/streams.ts";
import { aRecord, MINUTE } from "./some-bars.ts";

const EVENTS = 5;

test("who takes an event in no less time than the state is new again gets bars all the same, and the state between them", async t => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const due: (() => void)[] = [];
  const after = (_: number, run: () => void) => {
    due.push(run);
    return () => undefined;
  };
  const live = new Live({ clock: { after } });
  const { cursor } = live;
  for (let n = 0; n < EVENTS; n++) {
    live.push("1m", [toBar(aRecord({ window_start: n * MINUTE }))]);
    due.shift()!();
  }
  const kinds: string[] = [];
  const outlet: Pick<Outlet, "open" | "write"> = {
    open: () => undefined,
    write: async (_, bytes) => {
      kinds.push(/^event: (\w+)$/m.exec(Buffer.from(bytes).toString())![1]!);
      t.mock.timers.tick(1_000);
      return kinds.length < 2 * EVENTS;
    },
  };
  const state = () => ({}) as PipelineState;
  const streams = new Streams({ live, state, outlet: outlet as Outlet, streamsMax: 1, counters: undefined });
  const request = { method: "GET" } as IncomingMessage;
  await streams.follow(request, new EventEmitter() as ServerResponse, "1m", cursor);
  streams.close();
  assert.deepEqual(kinds, Array.from({ length: EVENTS }, () => ["state", "bars"]).flat());
});
