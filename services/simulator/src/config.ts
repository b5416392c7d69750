import { Env, type Variables } from "@market/runtime";
import { DEFAULTS, type SimulatorOptions } from "./options.ts";
import { parseReplay, type ReplayFrame } from "./replay.ts";

const PORT_DEFAULT = 8080;
const PORT_MAX = 65_535;
const TICKS_PER_SECOND_MAX = 100_000;
const SPEED_MAX = 1_000_000;

/** The simulator's settings. `readText` reads the replay's file; where it throws, that is a fault like any other. */
export function readConfig(variables: Variables, readText: (path: string) => string): SimulatorOptions {
  const env = new Env(variables);
  const config = {
    host: env.text("SIMULATOR_HOST", DEFAULTS.host),
    port: env.integer("SIMULATOR_PORT", PORT_DEFAULT, 0, PORT_MAX),
    seed: env.integer("SIMULATOR_SEED", DEFAULTS.seed, 0, Number.MAX_SAFE_INTEGER),
    ticksPerSecond: positive(
      env,
      "SIMULATOR_TICKS_PER_SECOND",
      DEFAULTS.ticksPerSecond,
      TICKS_PER_SECOND_MAX,
    ),
    speed: positive(env, "SIMULATOR_SPEED", DEFAULTS.speed, SPEED_MAX),
    alwaysOpen: env.flag("SIMULATOR_ALWAYS_OPEN", DEFAULTS.alwaysOpen),
  };
  const replay = readReplay(env, 1_000 / config.ticksPerSecond, readText);
  env.check();
  return { ...config, replay };
}

function positive(env: Env, name: string, fallback: number, max: number): number {
  const value = Number(env.text(name, String(fallback)));
  if (value > 0 && value <= max) return value;
  env.fault(name, `a number above 0, at most ${max}`);
  return fallback;
}

/** Frames without a time of their own follow each other as fast as one ticker of the market. */
function readReplay(env: Env, spacingMs: number, readText: (path: string) => string): readonly ReplayFrame[] {
  const path = env.optional("SIMULATOR_REPLAY");
  if (path === undefined) return [];
  try {
    return parseReplay(readText(path), spacingMs);
  } catch (error) {
    env.fault("SIMULATOR_REPLAY", `a file of frames (${error instanceof Error ? error.message : error})`);
    return [];
  }
}
