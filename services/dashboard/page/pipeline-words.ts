import type { PipelineState, Trouble } from "../src/api.ts";
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
  if (state.trouble) return troubleWords(state, state.trouble);
  if (state.read < 1)
    return {
      kind: "reading",
      said: "catching up",
      facts: [`${Math.floor(state.read * 100)}% of the history read`],
    };
  if (state.windows.length === 0 && state.heardAt === null)
    return { kind: "silent", said: "no bars yet", facts: counts(state) };
  // Where it is not known, as the ticks may not be read, bars can come all the same.
  const heard = state.heardAt === null ? 0 : state.now - state.heardAt;
  if (heard > SILENT_MS)
    return { kind: "silent", said: "no ingestor heard", facts: [`for ${duration(heard)}`, ...counts(state)] };
  return { kind: "live", said: "live", facts: [...delays(state), ...counts(state)] };
}

function troubleWords(state: PipelineState, { kind, since, said }: Trouble): Words {
  const lasted = `for ${duration(state.now - since)}`;
  if (kind === "away") return { kind: "trouble", said: "broker away", facts: [lasted, said] };
  if (kind === "missing")
    return { kind: "trouble", said: said.replace(/^there is /, ""), facts: [lasted, ...counts(state)] };
  // The other partitions flow.
  const figures = kind === "damaged" ? [...delays(state), ...counts(state)] : [];
  return { kind: "trouble", said: "topic cannot be read", facts: [lasted, ...figures, said] };
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
