import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "./child.ts";

const LOOK_MS = 10;

/** Where a service of ours serves HTTP; undefined until it does. */
export function portOf({ lines }: Child): number | undefined {
  for (const line of lines) {
    const port = /"port":(\d+).*"msg":"serving /.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  return undefined;
}

/** What a service of ours answers; undefined while it does not serve yet. */
async function ask(child: Child, path: string): Promise<Response | undefined> {
  const port = portOf(child);
  if (port === undefined) return undefined;
  return await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
}

/** The metrics of a service of ours as text. */
export async function metricsOf(child: Child): Promise<string> {
  const response = await ask(child, "/metrics");
  if (response === undefined)
    throw new Error(`${child.name} does not answer for its metrics:\n${child.lastWords}`);
  return await response.text();
}

/** The sum of a metric over its labels; 0 where there is none. */
export function sumOf(metrics: string, name: string): number {
  let sum = 0;
  for (const [, value] of metrics.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (.+)$`, "gm")))
    sum += Number(value);
  return sum;
}

/** CPU time, user and system, since its start. */
export async function cpuSecondsOf(child: Child): Promise<number> {
  return sumOf(await metricsOf(child), "process_cpu_seconds_total");
}

/** The same as soon as it can say it: what loading its code took. */
export async function cpuSecondsAtStart(child: Child, limitMs: number, signal: AbortSignal): Promise<number> {
  await child.until("it serves its metrics", line => line.includes('"msg":"serving '), limitMs, signal);
  return await cpuSecondsOf(child);
}

/** Waits until it is ready; resolves to when, by performance.now(). */
export async function untilReady(child: Child, limitMs: number, signal: AbortSignal): Promise<number> {
  const ready = async () => {
    while (child.isRunning) {
      signal.throwIfAborted();
      if ((await ask(child, "/readyz"))?.status === 200) return performance.now();
      await sleep(LOOK_MS);
    }
    return Number.NaN;
  };
  return await child.unlessEnded(ready(), "it is ready", limitMs, signal);
}
