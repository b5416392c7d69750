import assert from "node:assert/strict";
import { test } from "node:test";
import { featuresLine } from "../../demo/src/features-record.ts";
import { plain } from "../../demo/src/paint.ts";
import { sparkline } from "../../demo/src/sparkline.ts";
import { renderTable } from "../../demo/src/table.ts";
import { AMZN, BTC } from "./records.ts";

const ROWS = [
  { latest: AMZN, closes: [184.5, 184.6, 184.66] },
  { latest: BTC, closes: [112_741.34] },
];

test("in a wide terminal a ticker is one line with every field", () => {
  assert.deepEqual(renderTable(ROWS, 121, plain), [
    "TICKER    WINDOW             TICKS       OPEN       HIGH        LOW      CLOSE       MEAN   VOLUME  FLAGS        CLOSES",
    "AMZN      12:00:10–12:00:15     20     184.61     184.70     184.50     184.66     184.60   12,345               ▁▅█",
    "BTC-USD   12:00:10–12:00:15      1  112741.34  112741.34  112741.34  112741.34  112741.34        –  gap partial  ▄",
  ]);
});

test("in a narrow terminal what does not fit goes to a second line, and nothing is lost", () => {
  assert.deepEqual(renderTable(ROWS, 80, plain), [
    "TICKER    WINDOW             TICKS      CLOSE   VOLUME  FLAGS        CLOSES",
    "AMZN      12:00:10–12:00:15     20     184.66   12,345               ▁▅█",
    "          open 184.61  high 184.70  low 184.50  mean 184.60",
    "BTC-USD   12:00:10–12:00:15      1  112741.34        –  gap partial  ▄",
    "          open 112741.34  high 112741.34  low 112741.34  mean 112741.34",
  ]);
});

test("no line is longer than the terminal is wide", () => {
  const closes = Array.from({ length: 64 }, (_, index) => index);
  for (const width of [79, 80, 100, 120, 121, 200]) {
    const lines = renderTable([{ latest: BTC, closes }], width, plain);
    for (const line of lines) assert.ok(line.length <= width, `${line.length} > ${width}`);
  }
});

test("a rising close is green and a falling one red, and the colours change nothing else", () => {
  const marked = (close: number) =>
    renderTable([{ latest: { ...AMZN, close }, closes: [] }], 80, (style, text) => `<${style}>${text}</>`);
  assert.match(marked(184.7)[1]!, /<green> +184\.70<\/>/);
  assert.match(marked(184.5)[1]!, /<red> +184\.50<\/>/);
  assert.doesNotMatch(marked(184.61)[1]!, /green|red/);
  const bare = (lines: string[]) => lines.map(line => line.replace(/<[^>]*>/g, "").trimEnd());
  assert.deepEqual(
    bare(marked(184.7)),
    renderTable([{ latest: { ...AMZN, close: 184.7 }, closes: [] }], 80, plain),
  );
});

test("a record is one line of text, with as many decimals as its prices have", () => {
  assert.equal(
    featuresLine(AMZN),
    "12:00:10–12:00:15  5s  AMZN      20 ticks   open 184.61  high 184.70  low 184.50  close 184.66  mean 184.60  volume 12,345",
  );
  assert.equal(
    featuresLine(BTC),
    "12:00:10–12:00:15  5s  BTC-USD   1 tick     open 112741.34  high 112741.34  low 112741.34  close 112741.34  mean 112741.34  volume –  gap partial",
  );
  assert.match(featuresLine({ ...AMZN, low: 1.15327 }), /low 1\.15327 .* mean 184\.60490 /);
});

test("a sparkline spans the lowest to the highest of the latest values", () => {
  assert.equal(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 8), "▁▂▃▄▅▆▇█");
  assert.equal(sparkline([100, 1, 2], 2), "▁█");
  assert.equal(sparkline([5, 5, 5], 8), "▄▄▄");
  assert.equal(sparkline([], 8), "");
  assert.equal(sparkline([1, 2], 0), "");
});
