import type { Definition } from "../definition.ts";
import type { LateTick } from "../output.ts";
import type { Series } from "../series.ts";
import type { Windows } from "./windows.ts";

/** The closed windows that a late tick at `time` missed. To be called once for it: it can change the series. */
export function missWindows(
  series: Series,
  time: number,
  all: readonly Windows[],
  definitions: readonly Definition[],
): LateTick["windows"] {
  return all.flatMap((windows, index) => {
    if (!windows.isLate(series, time)) return [];
    const window = definitions[index]!.name;
    return windows.miss(series, time).map(window_start => ({ window, window_start }));
  });
}
