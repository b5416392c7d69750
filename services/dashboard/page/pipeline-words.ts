import type { PipelineState } from "../src/api.ts";
import { amount, duration } from "./format.ts";

/** An ingestor that lives is heard of each second. */
const SILENT_MS = 6_000;

interface Words {
  readonly kind: "connecting" | "reconnecting" | "trouble" | "reading" | "silent" | "live";
  /** Read out when it changes. */
  readonly said: string;
  readonly facts: readonly string[];
}

/** What the state line says. `isOpen`: whether the stream from the server is there; undefined before it ever was. */
export function pipelineWords(state: PipelineState | undefined, isOpen: boolean | undefined): Words {
  if (isOpen === false)
    return { kind: "reconnecting", said: "reconnecting to the dashboard’s server", facts: [] };
  if (!state || isOpen === undefined) return { kind: "connecting", said: "connecting", facts: [] };
  if (state.trouble) {
    const since = `for ${duration(state.now - state.trouble.since)}`;
    return { kind: "trouble", said: "broker away", facts: [since, state.trouble.said] };
  }
  if (state.read < 1)
    return {
      kind: "reading",
      said: "catching up",
      facts: [`${Math.floor(state.read * 100)}% of the history read`],
    };
  const heard = state.heardAt === null ? null : state.now - state.heardAt;
  if (heard === null) return { kind: "silent", said: "no ingestor heard", facts: counts(state) };
  if (heard > SILENT_MS)
    return { kind: "silent", said: "no ingestor heard", facts: [`for ${duration(heard)}`, ...counts(state)] };
  return { kind: "live", said: "live", facts: [...delays(state), ...counts(state)] };
}

function delays({ feedDelayMs, watermarkDelayMs }: PipelineState): string[] {
  const facts: string[] = [];
  if (feedDelayMs !== null) facts.push(`feed ${duration(feedDelayMs)} behind`);
  if (watermarkDelayMs !== null) facts.push(`bars ${duration(watermarkDelayMs)} after their end`);
  return facts;
}

function counts({ lateTicks, ingestors, windowers }: PipelineState): string[] {
  const facts: string[] = [];
  if (lateTicks !== null) facts.push(counted(lateTicks, "late tick"));
  if (ingestors !== null) facts.push(counted(ingestors, "ingestor"));
  if (windowers !== null) facts.push(counted(windowers, "windower"));
  return facts;
}

function counted(count: number, thing: string): string {
  return `${amount(count)} ${thing}${count === 1 ? "" : "s"}`;
}
