import assert from "node:assert/strict";
import { test } from "node:test";
import { Metrics } from "@market/runtime";
import { readFigures } from "../../demo/src/figures.ts";
import { parseMetrics } from "../../demo/src/metrics-scrape.ts";

test("what the services expose is read back as it was counted", async () => {
  const metrics = new Metrics("ingestor");
  const frames = metrics.counter("frames_total", "Frames", ["result"]);
  const odd = 'a "quote", a \\ and\na line } 7';
  frames.inc({ result: "tick" }, 1_234);
  frames.inc({ result: odd }, 0.5);
  metrics.gauge("queue_records", "Waiting").set(-1e21);
  const samples = parseMetrics(await metrics.registry.metrics());
  const ours = samples.filter(({ name }) => /^ingestor_(frames|queue)_/.test(name));
  assert.deepEqual(ours, [
    { name: "ingestor_frames_total", labels: { result: "tick" }, value: 1_234 },
    { name: "ingestor_frames_total", labels: { result: odd }, value: 0.5 },
    { name: "ingestor_queue_records", labels: {}, value: -1e21 },
  ]);
  const node = samples.find(({ name }) => name === "nodejs_version_info");
  assert.equal(node?.labels.version, process.version);
});

test("every frame is a tick, a repeat or rejected, and a snapshot is a tick", () => {
  const figures = readFigures(
    parseMetrics(`# HELP ingestor_frames_total Frames received, by what became of them
# TYPE ingestor_frames_total counter
ingestor_frames_total{result="tick"} 90
ingestor_frames_total{result="snapshot"} 1
ingestor_frames_total{result="repeat"} 4
ingestor_frames_total{result="no_id"} 3
ingestor_frames_total{result="not_json"} 2
ingestor_dead_letters_total 5
ingestor_gaps_total 8

windower_dead_letters_total{reason="future"} 1
windower_late_ticks_total 7
windower_features_total 16
`),
  );
  assert.deepEqual(figures, {
    frames: 100,
    ticks: 91,
    repeats: 4,
    rejected: 5,
    rejections: new Map([
      ["no_id", 3],
      ["not_json", 2],
    ]),
    deadLetters: 6,
    gaps: 8,
    late: 7,
    features: 16,
  });
});

test("a counter that has not counted anything yet is 0", () => {
  const { rejections, ...counts } = readFigures([]);
  assert.ok(Object.values(counts).every(value => value === 0));
  assert.equal(rejections.size, 0);
});
