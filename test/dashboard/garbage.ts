import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose_gc");
const gc = runInNewContext("gc") as () => void;

/** What nobody holds is gone behind this: so what is in use can be measured. */
export function collectGarbage(): void {
  gc();
}
