import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Interned } from "@market/wire";
import * as fc from "fast-check";

const LIMITS = { texts: 200, bytes: 20 };

/** The number that the table gives for a text, from the middle of a larger buffer. */
function find(table: Interned, text: string, likely = -1): number {
  const bytes = Buffer.concat([Buffer.of(1, 2), Buffer.from(text), Buffer.of(3)]);
  return table.find(bytes, 2, bytes.length - 1, likely);
}

/** 2 ** pairs texts with one hash, as somebody who knows the table's can make them: of 7 letters times `pairs`. */
function colliding(pairs: number): string[] {
  let texts = [""];
  let state = 0x811c9dc5 | 0;
  for (let i = 0; i < pairs; i++) {
    const [one, other, next] = collision(state);
    texts = texts.flatMap(text => [text + one, text + other]);
    state = next;
  }
  return texts;
}

/** Two words after which a hash that was `state` before is the same. */
function collision(state: number): [string, string, number] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    // In no order: words like each other rarely collide.
    const word = (Math.imul(i, 0x9e3779b1) >>> 0).toString(36).padStart(7, "0");
    const hash = [...Buffer.from(word)].reduce((h, byte) => Math.imul(h ^ byte, 0x01000193), state);
    const other = seen.get(hash);
    if (other !== undefined) return [word, other, hash];
    seen.set(hash, word);
  }
}

describe("a table of texts", () => {
  test("gives the text of the bytes, whatever was asked before and whatever number is called likely", () => {
    const texts = fc.array(fc.tuple(fc.string({ unit: "grapheme", maxLength: 6 }), fc.integer({ min: -1 })));
    const table = new Interned(LIMITS);
    fc.assert(
      fc.property(texts, all => {
        for (const [text, likely] of all) {
          const number = find(table, text, likely % 300);
          if (Buffer.byteLength(text) > LIMITS.bytes) assert.equal(number, -1);
          else assert.equal(table.text(number), text);
          assert.ok(table.size <= LIMITS.texts);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("makes no text twice", () => {
    const asked: string[] = [];
    const table = new Interned({ texts: 10_000, bytes: 20 }, text => asked.push(text) > 0);
    const texts = Array.from({ length: 10_000 }, (_, i) => `T${i}`);
    const numbers = texts.map(text => find(table, text));
    assert.deepEqual(
      texts.map(text => find(table, text)),
      numbers,
    );
    assert.deepEqual(asked, texts);
    assert.equal(table.size, 10_000);
  });

  test("starts anew with one text more than it may hold", () => {
    const table = new Interned({ texts: 3, bytes: 20 });
    for (const text of ["a", "b", "c"]) find(table, text);
    assert.equal(table.size, 3);
    assert.equal(table.text(find(table, "d")), "d");
    assert.equal(table.size, 1);
    assert.equal(table.text(find(table, "a", 0)), "a");
    assert.equal(table.size, 2);
  });

  test("holds nothing that is too long, not UTF-8 or not accepted", () => {
    const table = new Interned(LIMITS, text => text !== "no");
    assert.equal(find(table, "x".repeat(21)), -1);
    assert.equal(find(table, "no"), -1);
    for (const hex of ["ff", "c3", "eda080", "c080", "f8808080"])
      assert.equal(table.find(Buffer.from(hex, "hex"), 0, hex.length / 2, -1), -1, hex);
    assert.equal(table.size, 0);
    assert.ok(find(table, "x".repeat(20)) >= 0);
  });

  test("gives the right text among many that were chosen to have one hash, and stays as small", () => {
    const texts = colliding(6);
    assert.equal(new Set(texts).size, 64);
    const table = new Interned({ texts: 50, bytes: 64 });
    for (let round = 0; round < 5; round++)
      for (const text of ["MSFT", ...texts]) {
        assert.equal(table.text(find(table, text)), text);
        assert.ok(table.size <= 50);
      }
  });

  test("refuses to hold more texts than its slots can number", () => {
    assert.throws(() => new Interned({ texts: 2 ** 18, bytes: 8 }), RangeError);
  });

  test("has no text by a number that it has not given", () => {
    const table = new Interned(LIMITS);
    for (const number of [-1, 0, 1, 1_000_000]) assert.equal(table.is(number, Buffer.of(), 0, 0), false);
    assert.ok(table.is(find(table, ""), Buffer.of(), 0, 0));
  });
});
