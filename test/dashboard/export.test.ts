import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { columnsOf } from "@market/tables";
import type { Features } from "@market/windowing";
import { parquetReadObjects } from "hyparquet";
import { readCsv } from "../research/read-csv.ts";
import { someFeatures } from "../research/some-features.ts";
import { ask, type Serving, serve } from "./serving.ts";
import { aRecord, MINUTE } from "./some-bars.ts";

let serving: Serving;
const written = someFeatures();
/** More than is in memory at once. */
const MANY = 4_500;
const HOSTILE = '../"\r\nx: y/😀‮é';

before(async () => {
  serving = await serve();
  for (const features of written) serving.history.add(features);
  for (let at = 0; at < MANY; at++)
    serving.history.add(aRecord({ ticker: "MANY", window_start: at * MINUTE, ticks: at }));
  serving.history.add(aRecord({ ticker: HOSTILE, window: "5m/1m", exchange: 'a,"b"\n' }));
});

after(() => serving.server.close());

const fileOf = (ticker: string, window: string, format: string, more = "") =>
  ask(
    serving,
    `/api/export?ticker=${encodeURIComponent(ticker)}&window=${encodeURIComponent(window)}&format=${format}${more}`,
  );

const rowsOf = async (body: Buffer) => await parquetReadObjects({ file: new Uint8Array(body).buffer });

describe("an export", { timeout: 60_000 }, () => {
  const columns = columnsOf(["odd", "span"]);
  const of = (ticker: string, window: string) =>
    written
      .filter(each => each.ticker === ticker && each.window === window)
      .sort((a, b) => a.window_start - b.window_start);
  const pairs = [...new Set(written.map(({ ticker, window }) => `${ticker} ${window}`))].map(
    each => each.split(" ") as [string, string],
  );

  test("as CSV holds all fields of the bars, in order of time", async () => {
    assert.ok(pairs.length > 3);
    for (const [ticker, window] of pairs) {
      const { headers, text } = await fileOf(ticker, window, "csv");
      assert.match(String(headers["content-type"]), /^text\/csv/);
      const [head, ...rows] = readCsv(text);
      assert.deepEqual(
        head,
        columns.map(({ name }) => name),
      );
      const line = (features: Features) => columns.map(column => String(column.of(features) ?? ""));
      assert.deepEqual(rows, of(ticker, window).map(line));
    }
  });

  test("as Parquet holds the same, of the columns' types", async () => {
    for (const [ticker, window] of pairs) {
      const { body } = await fileOf(ticker, window, "parquet");
      const expected = of(ticker, window).map(features =>
        Object.fromEntries(
          columns.map(({ name, type, of }) => {
            const value = of(features);
            return [name, type === "int64" && value !== null ? BigInt(value) : value];
          }),
        ),
      );
      assert.deepEqual(await rowsOf(body), expected);
    }
  });

  test("of many bars holds each once, and those of a span alone where one is given", async () => {
    for (const [more, first, end] of [
      ["", 0, MANY],
      [`&from=${10 * MINUTE}&to=${4_300 * MINUTE}`, 10, 4_300],
    ] as const) {
      const ticks = Array.from({ length: end - first }, (_, i) => first + i);
      const csv = readCsv((await fileOf("MANY", "1m", "csv", more)).text);
      const at = csv[0]!.indexOf("ticks");
      assert.deepEqual(
        csv.slice(1).map(row => Number(row[at])),
        ticks,
      );
      const rows = await rowsOf((await fileOf("MANY", "1m", "parquet", more)).body);
      assert.deepEqual(
        rows.map(row => Number(row.ticks)),
        ticks,
      );
    }
  });

  test("has a file name that no ticker can break out of", async () => {
    const plain = await fileOf("MANY", "1m", "csv");
    assert.equal(
      plain.headers["content-disposition"],
      `attachment; filename="MANY-1m.csv"; filename*=UTF-8''MANY-1m.csv`,
    );
    const { headers, text } = await fileOf(HOSTILE, "5m/1m", "csv");
    assert.equal(headers.x, undefined);
    assert.equal(
      headers["content-disposition"],
      `attachment; filename="..____x__y____-5m_1m.csv"; filename*=UTF-8''..____x__y___%C3%A9-5m_1m.csv`,
    );
    assert.deepEqual(readCsv(text)[1]!.slice(0, 2), [HOSTILE, 'a,"b"\n']);
  });

  test("that cannot be whole, as all is read anew meanwhile, is broken off", async () => {
    const { history } = serving;
    const add = () => {
      for (let at = 0; at < MANY; at++)
        history.add(aRecord({ ticker: "ANEW", window_start: at * MINUTE, ticks: at }));
    };
    add();
    const features = history.features.bind(history);
    let reads = 0;
    history.features = (...given) => {
      if (++reads === 2) {
        history.clear();
        add();
      }
      return features(...given);
    };
    try {
      await assert.rejects(fileOf("ANEW", "1m", "csv"), /aborted|ECONNRESET/);
    } finally {
      history.features = features;
    }
    assert.equal(readCsv((await fileOf("ANEW", "1m", "csv")).text).length, MANY + 1);
  });
});
