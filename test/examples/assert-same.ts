import assert from "node:assert/strict";

/** Lines of JSON against records of features, as sets: the order across partitions is anyone's. */
export function assertSame(lines: readonly string[], expected: readonly object[]): void {
  assert.deepEqual(inOrder(lines.map(line => JSON.parse(line))), inOrder(expected));
}

function inOrder(records: readonly object[]): object[] {
  const place = (each: object) =>
    JSON.stringify([Reflect.get(each, "ticker"), Reflect.get(each, "window_start")]);
  return records.map(plain).sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** What Protobuf decodes has the fields that were not sent in its prototype. */
function plain(record: object): object {
  const fields: [string, unknown][] = [];
  for (const name in record) fields.push([name, Reflect.get(record, name)]);
  return Object.fromEntries(fields.filter(([, value]) => typeof value !== "function"));
}
