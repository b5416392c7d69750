import type { Log } from "./log.ts";

const EVERY_MS = 60_000;
const TEXT_MAX = 300;

/** What OpenTelemetry complains of, in our log, once a minute at most: a collector that is away is no emergency. */
export class TracingWarnings {
  readonly #log: Pick<Log, "warn">;
  readonly #now: () => number;
  #lastAt = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(log: Pick<Log, "warn">, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  error(text: string): void {
    this.warn(text);
  }

  warn(text: string): void {
    const now = this.#now();
    if (now - this.#lastAt < EVERY_MS) {
      this.#unsaid++;
      return;
    }
    this.#lastAt = now;
    this.#log.warn(
      { error: shorten(text), unsaid: this.#unsaid },
      "spans are lost, and nothing else: is OTEL_EXPORTER_OTLP_ENDPOINT a collector that answers?",
    );
    this.#unsaid = 0;
  }

  info(): void {}
  debug(): void {}
  verbose(): void {}
}

/** Errors come as JSON of all their properties, the stack first. */
function shorten(text: string): string {
  try {
    const { message, code, name } = JSON.parse(text);
    return String(message || code || name).slice(0, TEXT_MAX);
  } catch {
    return String(text).slice(0, TEXT_MAX);
  }
}
