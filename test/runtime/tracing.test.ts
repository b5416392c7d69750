import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
  Env,
  isTraceparent,
  readTracing,
  type SpanStart,
  startTracing,
  type TracingConfig,
  type Variables,
} from "@market/runtime";
import { startCollector } from "../e2e/tracing-collector.ts";
import { testVariables } from "./variables.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const PARENT = `00-${TRACE}-${SPAN}-01`;
const WORK: SpanStart = { name: "work", kind: "internal", attributes: {} };

function read(variables: Variables): TracingConfig | undefined {
  const env = new Env(variables);
  const config = readTracing(env);
  env.check();
  return config;
}

/** A log of what was warned of. */
function listen() {
  const warned: object[] = [];
  const warn = (object: object) => void warned.push(object);
  return { warned, log: { info: () => undefined, warn } as unknown as Parameters<typeof startTracing>[2] };
}

async function open(endpoint: string, share = 1) {
  const { warned, log } = listen();
  const tracing = await startTracing({ endpoint, share, serviceName: undefined }, "service", log);
  assert.ok(tracing);
  return { tracing, warned };
}

describe("a traceparent", () => {
  test("is one of version 00 as W3C Trace Context has it", () => {
    for (const flags of ["00", "01", "ff"]) assert.ok(isTraceparent(`00-${TRACE}-${SPAN}-${flags}`));
  });

  test("is ignored when it is anything else", () => {
    const others = [
      undefined,
      "",
      PARENT.toUpperCase(),
      PARENT.replace("00-", "01-"),
      PARENT.replace("00-", "ff-"),
      `${PARENT}-more`,
      `${PARENT} `,
      ` ${PARENT}`,
      PARENT.slice(1),
      PARENT.replaceAll("-", "_"),
      PARENT.replace("4bf", "xyz"),
      `00-${"0".repeat(32)}-${SPAN}-01`,
      `00-${TRACE}-${"0".repeat(16)}-01`,
      `${PARENT.slice(0, -1)}\n`,
    ];
    for (const each of others) assert.equal(isTraceparent(each), false, JSON.stringify(each));
  });
});

describe("the settings", () => {
  const endpoint = "http://localhost:4318";
  testVariables(read, {
    OTEL_EXPORTER_OTLP_ENDPOINT: {
      read: config => config?.endpoint,
      unset: undefined,
      good: [
        [endpoint, endpoint],
        ["https://otel.example.com/otlp/", "https://otel.example.com/otlp"],
      ],
      bad: ["localhost:4318", "grpc://localhost:4317", "http://", "http://localhost:4318?x=1"],
    },
  });
  testVariables(variables => read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...variables }), {
    OTEL_TRACES_SAMPLER_ARG: {
      read: config => config?.share,
      unset: 0.01,
      good: [
        ["0", 0],
        ["1", 1],
        ["1.0", 1],
        [".5", 0.5],
      ],
      bad: ["1.01", "-0.1", "50%", "NaN", "1e-2"],
    },
    OTEL_SERVICE_NAME: {
      read: config => config?.serviceName,
      unset: undefined,
      good: [["ticks-eu", "ticks-eu"]],
      bad: [],
    },
  });
});

describe("without an endpoint", () => {
  test("there is no tracing, and OpenTelemetry's SDK is not even loaded", async () => {
    assert.equal(await startTracing(undefined, "service", listen().log), undefined);
    const script = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ resolve(specifier, context, next) { loaded.push(specifier); return next(specifier, context); } });
      const { startTracing } = await import("@market/runtime");
      const config = { endpoint: "http://127.0.0.1:1", share: 1 };
      await startTracing(process.argv[1] === "on" ? config : undefined, "service", { info() {} });
      console.log(loaded.some(each => each.startsWith("@opentelemetry/sdk-trace")));`;
    const isLoaded = async (mode: string) => {
      const args = ["--input-type=module", "--eval", script, mode];
      return (await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname })).stdout.trim();
    };
    assert.equal(await isLoaded("off"), "false");
    assert.equal(await isLoaded("on"), "true");
  });
});

describe("a span", () => {
  test("is sent with its parent, its times and who made it", async () => {
    const collector = await startCollector();
    const { tracing } = await open(collector.url);
    const time = Date.UTC(2024, 3, 16);
    const first = tracing.start({ ...WORK, time, attributes: { ticker: "AMZN" } });
    const second = tracing.start({ ...WORK, name: "more", parent: first!.traceparent });
    first?.end();
    second?.end();
    tracing.start({ ...WORK, name: "never ended" });
    await tracing.close();
    await collector.close();
    const [one, two, ...others] = collector.spans;
    assert.equal(others.length, 0);
    assert.equal(first?.traceparent, `00-${one?.traceId}-${one?.spanId}-01`);
    assert.deepEqual([one?.name, one?.service, one?.start], ["work", "service", time]);
    assert.equal(one?.attributes.ticker, "AMZN");
    assert.deepEqual([two?.name, two?.traceId, two?.parentSpanId], ["more", one?.traceId, one?.spanId]);
  });

  test("that begins ahead of the wall clock does not end before it began", async () => {
    const collector = await startCollector();
    const { tracing, warned } = await open(collector.url);
    const time = Date.now() + 500;
    tracing.start({ ...WORK, time })?.end();
    await tracing.close();
    await collector.close();
    assert.deepEqual([collector.spans[0]?.start, collector.spans[0]?.end], [time, time]);
    assert.deepEqual(warned, []);
  });

  test("begins a trace as often as the share says, and follows a parent that is traced always, any other never", async () => {
    for (const share of [0, 0.5, 1]) {
      const { tracing } = await open("http://127.0.0.1:1", share);
      let started = 0;
      for (let i = 0; i < 1_000; i++) if (tracing.start(WORK)) started++;
      assert.ok(Math.abs(started - share * 1_000) <= (share === 0.5 ? 100 : 0), `${started} of ${share}`);
      assert.ok(tracing.start({ ...WORK, parent: PARENT })?.traceparent.startsWith(`00-${TRACE}-`));
      assert.equal(tracing.start({ ...WORK, parent: `00-${TRACE}-${SPAN}-00` }), undefined);
      await tracing.close();
    }
  });
});

describe("a collector that fails", () => {
  test("is told of once a minute, however much is lost", async () => {
    const { tracing, warned } = await open("http://127.0.0.1:1");
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 5_000; j++) tracing.start(WORK)?.end();
      await sleep(3_000);
    }
    await tracing.close();
    assert.equal(warned.length, 1);
  });

  test("is not waited for longer than 2 s at the end", async () => {
    const collector = await startCollector({ mute: true });
    const { tracing } = await open(collector.url);
    for (let j = 0; j < 5_000; j++) tracing.start(WORK)?.end();
    const beganAt = performance.now();
    await tracing.close();
    const tookMs = performance.now() - beganAt;
    await collector.close();
    assert.ok(collector.requests.length > 0);
    assert.ok(tookMs < 2_500, `${tookMs} ms`);
  });
});
