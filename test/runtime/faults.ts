import assert from "node:assert/strict";
import { ConfigError } from "@market/runtime";

/** What a ConfigError says is wrong, one line a fault; none where nothing is. */
export function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.faults;
  }
}

/** The variables that faults name, in order, each fault with what was expected. */
export function namesIn(faults: readonly string[]): string[] {
  return faults.map(fault => {
    const [, name] = /^([A-Z_]+)(?:=.*| is not set): expected ./.exec(fault) ?? [];
    assert.ok(name, `${fault} does not say what was expected`);
    return name;
  });
}
