/** What was asked cannot be answered: one line for whoever asked. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Longer than any name that is held. */
const TEXT_MAX = 200;
const FIELDS_MAX = 20_000;
const INSTANT = /^\d{1,16}$/;

/** The parameters of a URL, each at most once and none but those that are expected; throws a Refused that names the fault. */
export class Query {
  readonly #parameters: URLSearchParams;

  constructor(url: string, expected: readonly string[]) {
    const at = url.indexOf("?");
    this.#parameters = new URLSearchParams(at === -1 ? "" : url.slice(at + 1));
    for (const name of new Set(this.#parameters.keys())) {
      if (!expected.includes(name))
        throw wrong(name, `expected none but ${expected.join(", ") || "nothing"}`);
      if (this.#parameters.getAll(name).length > 1) throw wrong(name, "expected it once");
    }
  }

  optional(name: string, lengthMax = TEXT_MAX): string | undefined {
    const text = this.#parameters.get(name) ?? undefined;
    if (text !== undefined && text.length > lengthMax)
      throw wrong(name, `expected at most ${lengthMax} characters`);
    return text;
  }

  text(name: string, such: string): string {
    const text = this.optional(name);
    if (text === undefined || text === "") throw wrong(name, `expected ${such}`);
    return text;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T {
    const text = this.optional(name);
    const found = choices.find(each => each === text);
    if (found === undefined) throw wrong(name, `expected one of ${choices.join(", ")}`);
    return found;
  }

  /** From <= window_start < to; without one of them without a bound. */
  span(): { from: number; to: number } {
    const from = this.#instant("from") ?? Number.NEGATIVE_INFINITY;
    const to = this.#instant("to") ?? Number.POSITIVE_INFINITY;
    if (from > to) throw wrong("from", "expected a time that is not after to");
    return { from, to };
  }

  /** Names by commas. */
  list(name: string): string[] {
    return (this.optional(name, FIELDS_MAX) ?? "").split(",").filter(each => each !== "");
  }

  #instant(name: string): number | undefined {
    const text = this.optional(name);
    if (text !== undefined && !INSTANT.test(text))
      throw wrong(name, "expected whole milliseconds since the epoch");
    return text === undefined ? undefined : Number(text);
  }
}

export function wrong(name: string, expected: string): Refused {
  return new Refused(400, `${shown(name)}: ${expected}`);
}

/** Text of others, so that it stays in its line. */
export function shown(text: string): string {
  return /^[\w.-]{1,60}$/.test(text) ? text : JSON.stringify(text.slice(0, 60));
}
