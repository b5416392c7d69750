/** The environment as `process.env` gives it. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Thrown when the environment is wrong: every fault at once, each naming its variable and what was expected. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`);
    this.faults = faults;
  }
}

const DURATION = /^(\d+)(?:\.(\d+))?(ms|s|m|h|d)$/;
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Parses a duration such as 500ms, 10s, 1m or 0 into whole milliseconds; undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", unit] = match;
  // In integers, because 8.007 days are 691804799.9999999 ms in floating point.
  const scaled = BigInt(whole + fraction) * BigInt(UNIT_MS[unit as keyof typeof UNIT_MS]);
  const scale = 10n ** BigInt(fraction.length);
  const ms = Number(scaled / scale);
  return scaled % scale === 0n && Number.isSafeInteger(ms) ? ms : undefined;
}

/**
 * Reads variables with their defaults and collects every fault instead of stopping at the first. An empty
 * variable counts as unset. Call `check` when all are read: values read before that may be stand-ins.
 */
export class Env {
  readonly #variables: Variables;
  readonly #faults: string[] = [];

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  fault(name: string, expected: string): void {
    const value = this.#variables[name];
    this.#faults.push(
      value
        ? `${name}=${quote(name, value)}: expected ${expected}`
        : `${name} is not set: expected ${expected}`,
    );
  }

  check(): void {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults);
  }

  isSet(name: string): boolean {
    return Boolean(this.#variables[name]?.trim());
  }

  text(name: string, fallback: string): string {
    return this.#variables[name]?.trim() || fallback;
  }

  optional(name: string): string | undefined {
    return this.#variables[name]?.trim() || undefined;
  }

  list(name: string, fallback: string): string[] {
    return this.text(name, fallback)
      .split(",")
      .map(each => each.trim())
      .filter(each => each !== "");
  }

  choice<T extends string>(name: string, fallback: T, choices: readonly T[]): T {
    const text = this.text(name, fallback);
    const found = choices.find(each => each === text);
    if (found === undefined) this.fault(name, `one of ${choices.join(", ")}`);
    return found ?? fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    return this.choice(name, fallback ? "true" : "false", ["true", "false"]) === "true";
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name, String(fallback));
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    this.fault(name, `a whole number from ${min} to ${max}`);
    return fallback;
  }

  /** A duration in ms, not shorter than `minMs`. */
  duration(name: string, fallback: string, minMs = 0): number {
    const ms = parseDuration(this.text(name, fallback));
    if (ms !== undefined && ms >= minMs) return ms;
    this.fault(name, `a duration such as 500ms, 10s or 1m${minMs > 0 ? `, at least ${minMs}ms` : ""}`);
    return parseDuration(fallback) ?? minMs;
  }
}

/** Secrets never reach a message, those inside a URL neither. */
function quote(name: string, value: string): string {
  // To the last @, whatever is before it: a password with a slash in it, or a URL without its http://, is no good URL either.
  if (/(URL|ENDPOINT)$/.test(name)) value = value.replace(/^(\w+:\/\/)?.*@/, "$1…@");
  return /PASSWORD|SECRET|TOKEN/.test(name) ? '"…"' : JSON.stringify(value.slice(0, 100));
}
