import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeTick, encodeTick } from "@market/wire";
import { pathOf, tableOf } from "./document.ts";

const FIELD = /^ {2}(optional )?(\w+) (\w+) = (\d+);$/gm;

const documented = tableOf("field", "number", "type", "required").map(row => ({
  name: row.field!.replaceAll("`", ""),
  number: row.number,
  type: row.type,
  required: row.required,
}));

test("the field table of docs/ticks.md is tick.proto: names, numbers, types, and what is required", () => {
  const proto = readFileSync(pathOf("proto/market/v1/tick.proto"), "utf8");
  const message = /message Tick \{\n([^}]*)\}/.exec(proto)?.[1] ?? "";
  const declared = [...message.matchAll(FIELD)].map(([, optional, type, name, number]) => ({
    name,
    number,
    type,
    required: optional ? "no" : "yes",
  }));
  assert.equal(declared.length, message.match(/ = \d/g)?.length, "a line of tick.proto is not understood");
  assert.deepEqual(documented, declared);
});

test("of the required fields, ticker, time and price are what a tick is refused for", () => {
  const whole = decodeTick(
    Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]),
  );
  assert.ok(whole);
  const zeros = { ticker: "", time: 0, received_time: 0, price: 0 };
  const refused = documented
    .filter(({ required }) => required === "yes")
    .map(({ name }) => name)
    .filter(name => decodeTick(encodeTick({ ...whole, [name]: zeros[name as keyof typeof zeros] })) === null);
  assert.deepEqual(refused, ["ticker", "time", "price"]);
});
