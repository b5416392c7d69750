import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { after, before, describe, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Bars, FieldMeaning, Market } from "../../services/dashboard/src/api.ts";
import { ask, type Serving, send, serve } from "./serving.ts";
import { aRecord, MINUTE } from "./some-bars.ts";

const PAGE = new URL("../../services/dashboard/page/", import.meta.url);
const BARS = 100;
/** Whoever writes to the topic gives tickers their names. */
const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  "__proto__",
  "constructor",
  "a&b=c#d%00",
  "‮\u2028\n\"'\\",
  "/../../etc",
];

let serving: Serving;
const warnings: Error[] = [];
process.on("warning", warning => warnings.push(warning));

before(async () => {
  serving = await serve();
  for (const ticker of ["AMZN", ...HOSTILE])
    for (let at = 0; at < BARS; at++)
      serving.history.add(
        aRecord({ ticker, window_start: at * MINUTE, close: at / 3, volume: at % 2 ? at : null }),
      );
});

after(() => serving.server.close());

const json = async <T>(path: string): Promise<T> => JSON.parse((await ask(serving, path)).text);
const series = (ticker: string, more = "") => `ticker=${encodeURIComponent(ticker)}&window=1m${more}`;

function assertCareful(headers: IncomingHttpHeaders, of: string): void {
  const policy = String(headers["content-security-policy"]);
  for (const part of [
    "default-src 'none'",
    "script-src 'self';",
    "frame-ancestors 'none'",
    "trusted-types 'none'",
  ])
    assert.ok(policy.includes(part), `${of}: ${policy}`);
  assert.doesNotMatch(policy, /unsafe|http:|https:|\*/, of);
  assert.equal(headers["x-content-type-options"], "nosniff", of);
  assert.equal(headers["referrer-policy"], "no-referrer", of);
  assert.equal(headers["cross-origin-opener-policy"], "same-origin", of);
  assert.equal(headers["cross-origin-resource-policy"], "same-origin", of);
  assert.match(String(headers["permissions-policy"]), /camera=\(\)/, of);
  assert.deepEqual(
    Object.keys(headers).filter(name => name.startsWith("access-control")),
    [],
    of,
  );
}

describe("the dashboard's server", { timeout: 60_000 }, () => {
  test("sets the headers of a careful site on every answer, errors included", async () => {
    const paths = ["/", "/style.css", "/lightweight-charts.js", "/livez", "/readyz", "/metrics", "/nowhere"];
    const api = [
      "/api/market",
      "/api/market?window=9m",
      `/api/bars?${series("AMZN")}`,
      "/api/bars",
      "/api/fields",
    ];
    const exports = [`/api/export?${series("AMZN")}&format=csv`, `/api/export?${series("AMZN")}&format=x`];
    for (const path of [...paths, ...api, ...exports]) {
      const answer = await ask(serving, path);
      assertCareful(answer.headers, path);
      assert.equal(answer.headers["cache-control"], /^.(style|light|$)/.test(path) ? "no-cache" : "no-store");
      const head = await ask(serving, path, { method: "HEAD" });
      assertCareful(head.headers, path);
      assert.deepEqual([head.status, head.body.length], [answer.status, 0]);
      if (path !== "/metrics")
        assert.equal(head.headers["content-length"], answer.headers["content-length"], path);
      for (const method of ["POST", "OPTIONS", "PUT", "DELETE", "TRACE", "PROPFIND"]) {
        const refused = await ask(serving, path, { method });
        assertCareful(refused.headers, `${method} ${path}`);
        assert.deepEqual([refused.status, refused.headers.allow], [405, "GET, HEAD"]);
      }
    }
    assertCareful((await ask(serving, "/api/live", { method: "HEAD" })).headers, "HEAD /api/live");
    assert.equal(serving.logged.length, 0);
  });

  test("answers what is no HTTP with the same headers, and goes on", async () => {
    const wrong = {
      "400": "GET constructor HTTP/1.1\r\nhost: x\r\n\r\n",
      "431": `GET / HTTP/1.1\r\nhost: x\r\nx: ${"x".repeat(10_000)}\r\n\r\n`,
      "413": "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n",
    };
    for (const [status, bytes] of Object.entries(wrong)) {
      const answer = await send(serving, bytes);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(answer, /content-security-policy: default-src 'none'/);
    }
    assert.equal((await ask(serving, "/livez")).status, 200);
  });

  test("serves the page's files and no others", async () => {
    const names = readdirSync(PAGE).filter(name => /\.(css|svg|ts)$/.test(name));
    for (const name of names) {
      const { status, headers, text } = await ask(serving, `/${name}`);
      assert.equal(status, 200, name);
      if (!name.endsWith(".ts")) continue;
      assert.match(String(headers["content-type"]), /^text\/javascript/);
      assert.doesNotMatch(text, /^import type|^export interface|from "lightweight-charts"/m, name);
    }
    assert.match((await ask(serving, "/")).text, /^<!doctype html>/i);
    assert.match((await ask(serving, "/lightweight-charts.js")).text, /createChart/);
    const others = [
      "/index.html",
      "/tsconfig.json",
      "/../src/server.ts",
      "/../../../package.json",
      "/%2e%2e/src/server.ts",
    ];
    for (const path of [
      ...others,
      "//etc/passwd",
      "/..%2f..%2fpackage.json",
      "/style.css/",
      "/style.css%00",
      "/constructor",
      "*",
      "http://x/",
    ])
      assert.equal((await ask(serving, path)).status, 404, path);
  });

  test("sends files compressed to whom that is fine, and not again to who has them", async () => {
    const plain = await ask(serving, "/lightweight-charts.js");
    const decode = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const coding of ["br", "gzip"] as const) {
      const answer = await ask(serving, "/lightweight-charts.js", {
        headers: { "accept-encoding": `x, ${coding};q=0.5` },
      });
      assert.equal(answer.headers["content-encoding"], coding);
      assert.equal(answer.headers["content-length"], String(answer.body.length));
      assert.deepEqual(decode[coding](answer.body), plain.body);
      const again = { "accept-encoding": coding, "if-none-match": `"x", W/${answer.headers.etag}` };
      const known = await ask(serving, "/lightweight-charts.js", { headers: again });
      assert.deepEqual([known.status, known.body.length, known.headers.etag], [304, 0, answer.headers.etag]);
    }
    const none = { "accept-encoding": "br;q=0, gzip;q=0.0, identity" };
    assert.equal(
      (await ask(serving, "/lightweight-charts.js", { headers: none })).headers["content-encoding"],
      undefined,
    );
    const zipped = await ask(serving, `/api/bars?${series("AMZN")}`, {
      headers: { "accept-encoding": "gzip, br" },
    });
    assert.equal(zipped.headers["content-encoding"], "gzip");
    assert.equal(JSON.parse(gunzipSync(zipped.body).toString()).columns.close.length, BARS);
  });

  test("names in one line what is wrong with a query", async () => {
    const wrong: Readonly<Record<string, RegExp>> = {
      "/api/bars": /^ticker: expected a ticker/,
      "/api/bars?ticker=AMZN": /^window: expected/,
      "/api/bars?ticker=&window=1m": /^ticker: /,
      "/api/bars?ticker=A&ticker=B&window=1m": /^ticker: expected it once/,
      [`/api/bars?${series("x".repeat(5_000))}`]: /^ticker: expected at most/,
      [`/api/bars?${series("AMZN", "&from=NaN")}`]: /^from: expected whole milliseconds/,
      [`/api/bars?${series("AMZN", "&from=-1")}`]: /^from: /,
      [`/api/bars?${series("AMZN", "&from=1e3")}`]: /^from: /,
      [`/api/bars?${series("AMZN", "&to=")}`]: /^to: /,
      [`/api/bars?${series("AMZN", "&to=99999999999999999999")}`]: /^to: /,
      [`/api/bars?${series("AMZN", "&from=2&to=1")}`]: /^from: expected a time that is not after to/,
      [`/api/bars?${series("AMZN", "&fields=std,nope")}`]: /^fields: .* nope is none/,
      [`/api/bars?${series("AMZN", "&fields=__proto__")}`]: /^fields: /,
      [`/api/bars?${series("AMZN", "&fields=custom.__proto__")}`]: /^fields: /,
      [`/api/bars?${series("AMZN", "&field=std")}`]: /^field: expected none but ticker, window/,
      [`/api/bars?${series("AMZN", "&%0d%0ax=1")}`]: /^"\\r\\nx": /,
      "/api/fields?x=1": /^x: expected none but nothing/,
      [`/api/export?${series("AMZN")}`]: /^format: expected one of csv, parquet/,
      [`/api/export?${series("AMZN", "&format=exe")}`]: /^format: /,
      [`/api/export?${series("AMZN", "&format=csv&fields=all")}`]: /^fields: /,
      "/api/live?window=1m&since=1": /^since: /,
    };
    for (const [path, said] of Object.entries(wrong)) {
      const { status, text, headers } = await ask(serving, path);
      assert.equal(status, 400, path);
      assert.match(text, said, path);
      assert.match(text, /^[^\n]+\n$/, path);
      assert.equal(headers["content-type"], "text/plain; charset=utf-8");
    }
    for (const path of [
      "/api/market?window=9m",
      `/api/bars?${series("GONE")}`,
      "/api/bars?ticker=AMZN&window=9m",
      "/api/export?ticker=%00&window=1m&format=csv",
      `/api/bars?${series("<script>")}`,
    ]) {
      const { status, text, headers } = await ask(serving, path);
      assert.equal(status, 404, path);
      assert.match(text, /^no bars are held of .+\n$/);
      assert.match(String(headers["content-type"]), /^text\/plain/);
    }
  });

  test("refuses what another site's page asks for", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    for (const path of ["/api/market", `/api/bars?${series("AMZN")}`, "/api/live"])
      assert.equal((await ask(serving, path, { headers })).status, 403, path);
    assert.equal((await ask(serving, "/", { headers })).status, 200, "a link to the page is no harm");
    assert.equal(
      (await ask(serving, "/api/market", { headers: { "sec-fetch-site": "same-origin" } })).status,
      200,
    );
  });

  test("tells the market: every ticker by its name, however odd", async () => {
    const market = await json<Market>("/api/market");
    assert.deepEqual(
      [market.window, market.windows],
      ["1m", [{ window: "1m", kind: "tumbling", tickers: 1 + HOSTILE.length }]],
    );
    assert.deepEqual(
      market.tickers.map(({ ticker }) => ticker),
      ["AMZN", ...HOSTILE].sort(),
    );
    const { bars, first, last, spark } = market.tickers.find(({ ticker }) => ticker === "AMZN")!;
    assert.deepEqual([bars, first.window_start, last.close, spark.length], [BARS, 0, (BARS - 1) / 3, 40]);
    assert.deepEqual(await json("/api/market?window=1m"), market);
  });

  test("tells bars of any ticker: what a bar is drawn from, and the fields that are asked for", async () => {
    for (const ticker of ["AMZN", ...HOSTILE]) {
      const bars = await json<Bars>(
        `/api/bars?${series(ticker, `&from=${10 * MINUTE}&to=${20 * MINUTE}&fields=std,std`)}`,
      );
      assert.deepEqual([bars.ticker, bars.window], [ticker, "1m"]);
      assert.deepEqual(
        bars.columns.close,
        Array.from({ length: 10 }, (_, i) => (10 + i) / 3),
      );
      assert.deepEqual(bars.columns.volume?.slice(0, 4), [null, 11, null, 13]);
      assert.deepEqual(Object.keys(bars.columns).length, 11);
    }
    const all = await json<Bars>(`/api/bars?${series("AMZN", `&from=0&to=${MINUTE}&fields=all`)}`);
    const fields = await json<FieldMeaning[]>("/api/fields");
    for (const { name, formula } of fields) assert.ok(all.columns[name] && formula, name);
    assert.ok(fields.find(({ name }) => name === "std")?.isStatistic);
    assert.equal(fields.find(({ name }) => name === "open")?.isStatistic, false);
    const none = await json<Bars>(`/api/bars?${series("AMZN", "&from=1&to=1")}`);
    assert.deepEqual(none.columns.close, []);
  });

  test("refuses more values than can be made into an answer without keeping others waiting", async t => {
    for (let at = 0; at < 40_000; at++)
      serving.history.add(
        aRecord({ window: "1s", window_start: at * 1_000, window_end: at * 1_000 + 1_000 }),
      );
    const path = "/api/bars?ticker=AMZN&window=1s";
    const began = performance.now();
    assert.equal((await ask(serving, `${path}&fields=all&from=${8_000_000}`)).status, 200);
    t.diagnostic(`${Math.round(performance.now() - began)} ms for 32,000 bars of all fields`);
    const { status, text } = await ask(serving, `${path}&fields=all`);
    assert.equal(status, 400);
    assert.match(text, /^from: expected a later time, or fewer fields/);
    assert.equal((await ask(serving, path)).status, 200);
  });

  test("warns of nothing among the log's lines", () => {
    assert.deepEqual([warnings, serving.logged], [[], []]);
  });
});
