import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { columnsOf, inOrder } from "@market/tables";
import { decodeFeatures, encodeFeatures } from "@market/wire";
import { someFeatures } from "./some-features.ts";

const PROTO = new URL("../../proto/market/v1/features.proto", import.meta.url);

const NAMES: Readonly<Record<string, string>> = { bool: "boolean", sint64: "int64" };

/** The names and types of the schema's fields, in the order of their numbers. */
function schemaFields(): (readonly [name: string, type: string])[] {
  const lines = readFileSync(PROTO, "utf8").matchAll(/^ {2}(?:optional )?([a-z0-9]+) ([a-z_0-9]+) = \d+;/gm);
  return [...lines].map(([, type, name]) => [name!, NAMES[type!] ?? type!] as const);
}

test("columns are the fields of the schema, in its order and of its types", () => {
  assert.deepEqual(
    columnsOf([]).map(({ name, type }) => [name, type]),
    schemaFields(),
  );
});

test("the user's own features stand where the record has them", () => {
  const names = columnsOf(["a", "b"]).map(({ name }) => name);
  assert.deepEqual(names.slice(names.indexOf("coverage")), [
    "coverage",
    "custom.a",
    "custom.b",
    "first_offset",
    "last_offset",
    "duplicate_ticks",
    "gap",
    "partial",
    "definition",
  ]);
});

test("a record that came as Protobuf is, as JSON, what it would have been as JSON", () => {
  for (const features of someFeatures()) {
    const decoded = decodeFeatures(encodeFeatures(features, "protobuf"), "protobuf");
    // A map has no nulls: this alone is lost.
    const custom = Object.fromEntries(Object.entries(features.custom).filter(([, value]) => value !== null));
    assert.equal(JSON.stringify(inOrder(decoded)), JSON.stringify({ ...features, custom }));
  }
});
