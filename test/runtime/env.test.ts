import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ConfigError, Env, parseDuration } from "@market/runtime";
import * as fc from "fast-check";
import { faultsOf, namesIn } from "./faults.ts";

const UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

describe("a duration", () => {
  const unit = fc.constantFrom(...(Object.keys(UNITS_MS) as (keyof typeof UNITS_MS)[]));

  test("is its number times its unit", () => {
    fc.assert(
      fc.property(fc.nat(100_000), unit, (count, each) => {
        assert.equal(parseDuration(`${count}${each}`), count * UNITS_MS[each]);
      }),
    );
    assert.deepEqual(
      ["500ms", "10s", "1m", "1.5h", "1d", "0s"].map(parseDuration),
      [500, 10_000, 60_000, 5_400_000, 86_400_000, 0],
    );
  });

  test("may have a fraction if it is whole milliseconds", () => {
    const fraction = fc.stringMatching(/^[0-9]{1,6}$/);
    fc.assert(
      fc.property(fc.nat(10_000), fraction, unit, (whole, decimals, each) => {
        // In integers, which do not round: 1.001 s are 1,001 ms.
        const scaled = BigInt(`${whole}${decimals}`) * BigInt(UNITS_MS[each]);
        const scale = 10n ** BigInt(decimals.length);
        const expected = scaled % scale === 0n ? Number(scaled / scale) : undefined;
        assert.equal(parseDuration(`${whole}.${decimals}${each}`), expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test("of nothing needs no unit", () => {
    assert.equal(parseDuration("0"), 0);
  });

  test("is nothing else", () => {
    const others = [
      "",
      "10",
      "s",
      "ms",
      "-1s",
      "+1s",
      "1e3s",
      "1 s",
      " 1s",
      "1s ",
      "1m30s",
      "1.s",
      ".5s",
      "1,5s",
    ];
    const more = ["1S", "1min", "1w", "Infinitys", "NaNs", "0x10s", "\u0661s", "0.5ms", "9007199254740993ms"];
    for (const other of [...others, ...more, `${"9".repeat(400)}d`])
      assert.equal(parseDuration(other), undefined, JSON.stringify(other));
    fc.assert(
      fc.property(fc.string(), other => {
        const ms = parseDuration(other);
        assert.ok(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0));
      }),
    );
  });
});

describe("the environment", () => {
  test("every fault is reported at once, each with its variable, its value and what was expected", () => {
    const env = new Env({ PORT: "http", WAIT: "10", LEVEL: "loud", SSL: "yes", MODE: "", SHORT: "1s" });
    env.integer("PORT", 80, 1, 99);
    env.duration("WAIT", "10s");
    env.choice("LEVEL", "info", ["info", "warn"]);
    env.flag("SSL", false);
    env.duration("SHORT", "1m", 60_000);
    env.fault("MODE", "a mode");
    assert.deepEqual(
      faultsOf(() => env.check()),
      [
        'PORT="http": expected a whole number from 1 to 99',
        'WAIT="10": expected a duration such as 500ms, 10s or 1m',
        'LEVEL="loud": expected one of info, warn',
        'SSL="yes": expected one of true, false',
        'SHORT="1s": expected a duration such as 500ms, 10s or 1m, at least 60000ms',
        "MODE is not set: expected a mode",
      ],
    );
  });

  test("without a fault nothing is reported, and one fault is one", () => {
    const env = new Env({ PORT: "80" });
    assert.equal(env.integer("PORT", 1, 1, 99), 80);
    env.check();
    env.fault("PORT", "an even number");
    assert.throws(() => env.check(), { message: "the configuration has a fault" });
    env.fault("HOST", "a host");
    assert.throws(() => env.check(), { message: "the configuration has 2 faults" });
  });

  test("a variable that is empty or blank counts as unset", () => {
    for (const value of [undefined, "", "  ", "\t"]) {
      const env = new Env({ X: value });
      assert.equal(env.text("X", "fallback"), "fallback");
      assert.equal(env.optional("X"), undefined);
      assert.equal(env.isSet("X"), false, JSON.stringify(value));
      assert.deepEqual(env.list("X", "a,b"), ["a", "b"]);
      assert.equal(env.choice("X", "a", ["a", "b"]), "a");
      assert.equal(env.flag("X", true), true);
      assert.equal(env.integer("X", 7, 0, 9), 7);
      assert.equal(env.duration("X", "1m"), 60_000);
      env.check();
    }
  });

  test("a whole number is digits within its bounds and nothing else", () => {
    const read = (value: string) => {
      const env = new Env({ X: value });
      const integer = env.integer("X", 5, 1, 99);
      return faultsOf(() => env.check()).length === 0 ? integer : undefined;
    };
    assert.deepEqual(["1", " 42 ", "99", "007"].map(read), [1, 42, 99, 7]);
    for (const wrong of [
      "0",
      "100",
      "-1",
      "+1",
      "1.0",
      "1e1",
      "0x10",
      "1_0",
      "1,0",
      "1 0",
      "NaN",
      "\u0661",
      "9".repeat(400),
    ])
      assert.equal(read(wrong), undefined, wrong);
    fc.assert(
      fc.property(fc.integer(), each =>
        assert.equal(read(`${each}`), each >= 1 && each <= 99 ? each : undefined),
      ),
    );
  });

  test("a list is split at commas, without blanks around or empty entries", () => {
    const list = (X: string) => new Env({ X }).list("X", "z");
    assert.deepEqual(list("a,b"), ["a", "b"]);
    assert.deepEqual(list(" a , ,b,, "), ["a", "b"]);
    assert.deepEqual(list(","), []);
  });

  test("a secret is never part of a message, wherever it is wrong", () => {
    const secret = fc.string({ minLength: 12, unit: "grapheme-ascii" }).filter(each => each.trim() !== "");
    const names = ["KAFKA_SASL_PASSWORD", "CLIENT_SECRET", "API_TOKEN"];
    fc.assert(
      fc.property(secret, fc.constantFrom(...names), (value, name) => {
        const env = new Env({ [name]: value });
        env.fault(name, "something else");
        env.integer(name, 1, 0, 1);
        env.choice(name, "a", ["a"]);
        env.duration(name, "1s");
        const error = thrownBy(() => env.check());
        assert.ok(![error.message, error.stack, ...error.faults].some(said => said?.includes(value)));
        assert.deepEqual(new Set(namesIn(error.faults)), new Set([name]));
      }),
    );
  });

  test("a password inside a URL is a secret too", () => {
    for (const name of ["REGISTRY_URL", "TRACES_ENDPOINT"]) {
      const env = new Env({ [name]: "https://reader:hunter2@registry:8081/?x=1" });
      env.fault(name, "nothing");
      const [fault] = faultsOf(() => env.check());
      assert.ok(!fault!.includes("hunter2"), fault);
      assert.ok(fault!.includes("registry:8081"), fault);
    }
  });

  test("a value is quoted in one line and not at full length", () => {
    const env = new Env({ X: `a\nb${"x".repeat(10_000)}` });
    env.fault("X", "less");
    const [fault] = faultsOf(() => env.check());
    assert.ok(fault!.startsWith(String.raw`X="a\nbxxx`));
    assert.ok(fault!.length < 200);
  });
});

/** Starts a service with nothing in its environment but these variables and waits until it ends by itself. */
async function start(service: "ingestor" | "windower", variables: Record<string, string>) {
  const main = fileURLToPath(new URL("main.ts", import.meta.resolve(`@market/${service}`)));
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [main], {
    env: { PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    // One that does not end by itself is ended, and has no exit code.
    timeout: 15_000,
  });
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

const COMMON_FAULTS = {
  LOG_LEVEL: "loud",
  HTTP_PORT: "tcp://10.0.0.1:9464",
  KAFKA_BROKERS: "localhost",
  KAFKA_SSL: "1",
  KAFKA_SASL_MECHANISM: "kerberos",
  KAFKA_SASL_USERNAME: "",
  KAFKA_SASL_PASSWORD: "hunter2 is a secret",
  TICKS_TOPIC: "market ticks",
  TOPIC_PARTITIONS: "0",
};

describe("a service with a wrong configuration", { concurrency: true, timeout: 30_000 }, () => {
  const cases = {
    ingestor: { TICKERS: "AM ZN", YAHOO_URL: "https://example.com", SNAPSHOT_AGE: "30" },
    windower: { GROUP_ID: "a group", WINDOWS: "1m,soon", WAIT: "10", FEATURES_FORMAT: "xml" },
  };
  for (const [service, own] of Object.entries(cases) as ["ingestor" | "windower", Record<string, string>][]) {
    test(`the ${service} ends with exit code 2 and names every wrong variable, without a broker`, async () => {
      const { code, stdout, stderr } = await start(service, { ...COMMON_FAULTS, ...own });
      assert.equal(code, 2, stderr);
      assert.equal(stdout, "");
      // Without a user name the mechanism asks for one; the password itself is not at fault.
      const { KAFKA_SASL_PASSWORD, ...wrong } = { ...COMMON_FAULTS, ...own };
      const [head, ...faults] = stderr.trimEnd().split("\n");
      assert.equal(head, `the configuration has ${faults.length} faults:`);
      assert.deepEqual(namesIn(faults.map(each => each.trim())).sort(), Object.keys(wrong).sort());
      assert.ok(!stderr.includes(KAFKA_SASL_PASSWORD), stderr);
    });
  }
});

function thrownBy(check: () => void): ConfigError {
  try {
    check();
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error;
  }
  throw assert.fail("nothing thrown");
}
