/** What a client asked for. Yahoo answers neither; a malformed text makes it close the socket. */
export interface Request {
  readonly subscribe: readonly string[];
  readonly unsubscribe: readonly string[];
}

/**
 * Reads a client's text; undefined where it is malformed. Yahoo was seen to close on non-JSON, on an unknown
 * action, on a string instead of a list and on `[null]`, and to ignore `{}` and empty lists. Entries that are
 * not strings, and both actions in one text, were not measured: the first is malformed here, the second obeyed.
 */
export function parseRequest(text: string): Request | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { subscribe = [], unsubscribe = [], ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) return undefined;
  return isTickers(subscribe) && isTickers(unsubscribe) ? { subscribe, unsubscribe } : undefined;
}

function isTickers(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(entry => typeof entry === "string");
}
