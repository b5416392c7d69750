import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openOutput } from "@market/research";
import { columnsOf } from "@market/tables";
import type { Features } from "@market/windowing";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { inFolder } from "./folder.ts";
import { readCsv } from "./read-csv.ts";
import { someFeatures } from "./some-features.ts";

const CUSTOM = ["odd", "span"];
const columns = columnsOf(CUSTOM);

async function write(
  format: "csv" | "jsonl" | "parquet",
  out: string,
  records: readonly Features[],
): Promise<void> {
  const output = await openOutput({ format, out }, CUSTOM);
  // In several writes, as it comes.
  for (let at = 0; at < records.length; at += 100) await output.write(records.slice(at, at + 100));
  await output.close();
}

test("csv, jsonl and parquet hold the same values, and those of the records", async () => {
  await inFolder(async folder => {
    const odd = someFeatures();
    const records = odd.map((each, i) => (i === 3 ? { ...each, exchange: 'a "b", c\nd' } : each));
    assert.ok(records.some(({ volume }) => volume === null) && records.some(({ volume }) => volume !== null));
    const expected = records.map(record => columns.map(({ of }) => of(record)));
    const path = (format: string) => join(folder, `features.${format}`);

    await write("jsonl", path("jsonl"), records);
    const lines = (await readFile(path("jsonl"), "utf8")).trimEnd().split("\n");
    assert.deepEqual(
      lines,
      records.map(record => JSON.stringify(record)),
    );

    await write("csv", path("csv"), records);
    const [header, ...rows] = readCsv(await readFile(path("csv"), "utf8"));
    assert.deepEqual(
      header,
      columns.map(({ name }) => name),
    );
    const texts = expected.map(row => row.map(value => String(value ?? "")));
    assert.deepEqual(rows, texts);

    await write("parquet", path("parquet"), records);
    const file = await asyncBufferFromFile(path("parquet"));
    const found = await parquetReadObjects({ file });
    const values = found.map(row =>
      columns.map(({ name, type }) =>
        type === "int64" && row[name] !== null ? Number(row[name]) : row[name],
      ),
    );
    assert.deepEqual(values, expected);
    const { schema, row_groups } = await parquetMetadataAsync(file);
    assert.deepEqual(
      schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type]),
      columns.map(({ name, type }) => [name, ...PHYSICAL[type]]),
    );
    assert.equal(row_groups.length, 1);
  });
});

const PHYSICAL = {
  int32: ["INT32", undefined],
  int64: ["INT64", undefined],
  double: ["DOUBLE", undefined],
  string: ["BYTE_ARRAY", "UTF8"],
  boolean: ["BOOLEAN", undefined],
} as const;

test("a parquet file of many records is written in row groups, and none is lost between them", async () => {
  await inFolder(async folder => {
    const out = join(folder, "many.parquet");
    const some = someFeatures();
    const records = Array.from({ length: 60_000 }, (_, i) => ({
      ...some[i % some.length]!,
      first_offset: i,
    }));
    await write("parquet", out, records);
    const file = await asyncBufferFromFile(out);
    const { row_groups } = await parquetMetadataAsync(file);
    assert.deepEqual(
      row_groups.map(({ num_rows }) => Number(num_rows)),
      [25_000, 25_000, 10_000],
    );
    const found = await parquetReadObjects({ file, columns: ["first_offset"] });
    assert.deepEqual(
      found.map(row => Number(row.first_offset)),
      records.map(row => row.first_offset),
    );
  });
});

test("without records a file says which columns there are", async () => {
  await inFolder(async folder => {
    const out = join(folder, "none.parquet");
    await write("parquet", out, []);
    const { schema, num_rows } = await parquetMetadataAsync(await asyncBufferFromFile(out));
    assert.deepEqual([schema.length - 1, num_rows], [columns.length, 0n]);
    await write("csv", join(folder, "none.csv"), []);
    assert.equal((await readFile(join(folder, "none.csv"), "utf8")).split("\n").length, 2);
  });
});

test("a file that is given up leaves the old one alone and nothing that looks whole", async () => {
  await inFolder(async folder => {
    for (const format of ["csv", "jsonl", "parquet"] as const) {
      const out = join(folder, `old.${format}`);
      await writeFile(out, "old");
      const output = await openOutput({ format, out }, []);
      await output.write(someFeatures());
      assert.equal(await readFile(out, "utf8"), "old");
      await output.abandon();
      assert.equal(await readFile(out, "utf8"), "old");
      assert.equal(existsSync(`${out}.part`), false);
    }
  });
});
