import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@market/runtime";
import { type Answer, adviceFor, isTemporary, readAnswer } from "./registry-answer.ts";
import type { RegistryConfig } from "./registry-config.ts";
import { retryMs } from "./retry-ms.ts";

const REQUEST_MS_MAX = 10_000;

/**
 * A schema registry that speaks Confluent's protocol. On Node's own fetch, not @kafkajs/confluent-schema-registry: that refuses a
 * subject whose compatibility is not the one it is told, and would set it (docs/decisions/0011-schema-registry.md).
 */
export class SchemaRegistry {
  readonly #config: RegistryConfig;
  readonly #log: Log;
  readonly #waiting = new Set<string>();

  constructor(config: RegistryConfig, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** The schemas that the registry has not taken yet, in words. */
  get missing(): string[] {
    return [...this.#waiting].map(subject => `the schema registry has not answered for ${subject} yet`);
  }

  /**
   * The id of a Protobuf schema for the values of a topic, which is registered where it is new. Waits for a registry that is
   * away; throws what it refuses, with its reason.
   */
  async register(topic: string, schema: string, signal: AbortSignal): Promise<number> {
    const subject = `${topic}-value`;
    this.#waiting.add(subject);
    const id = await this.#idOf(subject, schema, signal);
    this.#waiting.delete(subject);
    this.#log.info({ subject, id }, "schema is registered");
    return id;
  }

  async #idOf(subject: string, schema: string, signal: AbortSignal): Promise<number> {
    for (let failures = 1; ; failures++) {
      const answer = await this.#ask(subject, schema, signal);
      if (typeof answer !== "string") {
        if (answer.id !== undefined) return answer.id;
        if (!isTemporary(answer)) throw this.#refusal(answer, subject);
      }
      const error = typeof answer === "string" ? answer : answer.reason;
      this.#log.warn({ subject, url: this.#config.url, error }, "schema registry is away, trying again");
      await sleep(retryMs(failures), undefined, { signal });
    }
  }

  /** Who may only read can start too, where the schema is there already: so that is asked first. A string is why there is no answer. */
  async #ask(subject: string, schema: string, signal: AbortSignal): Promise<Answer | string> {
    const path = `/subjects/${encodeURIComponent(subject)}`;
    try {
      const found = await this.#post(path, schema, signal);
      return found.status === 404 ? await this.#post(`${path}/versions`, schema, signal) : found;
    } catch (error) {
      signal.throwIfAborted();
      return causeOf(error);
    }
  }

  async #post(path: string, schema: string, signal: AbortSignal): Promise<Answer> {
    const { url, authorization } = this.#config;
    const response = await fetch(url + path, {
      method: "POST",
      headers: {
        "content-type": "application/vnd.schemaregistry.v1+json",
        accept: "application/vnd.schemaregistry.v1+json, application/json",
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify({ schemaType: "PROTOBUF", schema }),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
    });
    return await readAnswer(response);
  }

  #refusal(answer: Answer, subject: string): Error {
    const { reason } = answer;
    return new Error(
      `the schema registry at ${this.#config.url} does not take the schema of ${subject} (${reason}): ${adviceFor(answer, subject)}`,
    );
  }
}

/** fetch itself says "fetch failed" of whatever happens. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
