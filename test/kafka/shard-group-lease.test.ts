import assert from "node:assert/strict";
import { test } from "node:test";
import { Lease } from "../../packages/kafka/src/lease.ts";

function lease() {
  const clock = { monotonic: 500, wall: 1_713_277_200_000 };
  return { clock, lease: new Lease(9_000, [() => clock.monotonic, () => clock.wall]) };
}

test("a lease holds from its renewal for its time, and never before one", () => {
  const { clock, lease: held } = lease();
  assert.equal(held.isValid, false);
  held.renew(held.now());
  clock.monotonic += 8_999;
  clock.wall += 8_999;
  assert.equal(held.isValid, true);
  clock.monotonic += 1;
  assert.equal(held.isValid, false);
});

test("a lease counts from when the request was sent, not from its answer", () => {
  const { clock, lease: held } = lease();
  const sentAt = held.now();
  clock.monotonic += 9_000;
  held.renew(sentAt);
  assert.equal(held.isValid, false);
});

test("a machine that slept has no lease, though its monotonic clock stood still", () => {
  const { clock, lease: held } = lease();
  held.renew(held.now());
  clock.wall += 3_600_000;
  assert.equal(held.isValid, false);
});

test("a wall clock that is set back makes no lease longer", () => {
  const { clock, lease: held } = lease();
  held.renew(held.now());
  clock.wall -= 3_600_000;
  clock.monotonic += 9_000;
  assert.equal(held.isValid, false);
});

test("a lease that has been ended holds again only after a renewal", () => {
  const { lease: held } = lease();
  held.renew(held.now());
  held.end();
  assert.equal(held.isValid, false);
  held.renew(held.now());
  assert.equal(held.isValid, true);
});
