import type { Log } from "@market/runtime";
import type { WindowerMetrics } from "@market/windower";
import { type Loss, trace, type World } from "./world.ts";

/** The windower's metrics, as far as the run wants to know them. */
export function countingMetrics({ counts }: World): WindowerMetrics {
  const ignore = () => undefined;
  const metrics = {
    recoveries: { inc: () => counts.add("recovery") },
    missed: { inc: () => counts.add("ticks deleted before they were folded") },
    taskLive: ignore,
    taskEnded: ignore,
    committed: () => counts.add("commit"),
    add: ignore,
  };
  return metrics as unknown as WindowerMetrics;
}

/** The windower's log, as the trace has it. It also says what ticks were lost. */
export function tracingLog(world: World, name: string): Log {
  const { losses } = world;
  const write = (fields: object, message: string) => {
    if (world.trace) trace(world, `${name}: ${message} ${JSON.stringify(fields)}`);
  };
  const info = (fields: Partial<Loss>, message: string) => {
    write(fields, message);
    const loss = losses.findLast(({ partition }) => partition === fields.partition);
    if (loss?.position === -1) loss.position = fields.position ?? -1;
  };
  const error = (fields: Partial<Loss>, message: string) => {
    write(fields, message);
    const { partition, oldest } = fields;
    if (partition !== undefined && oldest !== undefined) losses.push({ partition, oldest, position: -1 });
  };
  return { debug: () => undefined, info, warn: write, error } as unknown as Log;
}
