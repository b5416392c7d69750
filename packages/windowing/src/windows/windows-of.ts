import type { Definition } from "../definition.ts";
import { GridWindows } from "./grid-windows.ts";
import { SessionWindows } from "./session-windows.ts";
import type { Windows } from "./windows.ts";

/** The windows of the definition at `index`. */
export function windowsOf(definition: Definition, index: number): Windows {
  return definition.kind === "session"
    ? new SessionWindows(definition, index)
    : new GridWindows(definition, index);
}
