import { parseLine } from "./service-process.ts";

/** pino's number for it. */
const WARN = 40;

/**
 * Puts into plain sentences what the services log about the feed, and what else they warn of. What one
 * of them says twice in a row is told once.
 */
export class FeedNews {
  #tell: (sentence: string) => void;
  /** By service. */
  readonly #last = new Map<unknown, string>();
  #isConnected = false;

  constructor(tell: (sentence: string) => void) {
    this.#tell = tell;
  }

  read(line: string): void {
    const fields = parseLine(line);
    const sentence = this.#explain(fields);
    if (sentence === undefined || sentence === this.#last.get(fields.service)) return;
    this.#last.set(fields.service, sentence);
    this.#tell(sentence);
  }

  /** At the end everything is lost and closed, which is no news. */
  mute(): void {
    this.#tell = () => {};
  }

  #explain(fields: Record<string, unknown>): string | undefined {
    const { service, level, msg, url, error, silent, silentMs, explanation, kafkajs } = fields;
    const cause = error ? ` (${String(error).replace(/^Error: /, "")})` : "";
    switch (msg) {
      case "feed connected":
        this.#isConnected = true;
        return `ingestor: connected to ${url}`;
      case "feed connection failed":
        return `ingestor: no connection to ${url}${cause}, trying again`;
      case "feed connection closed, connecting again":
        // It follows every failure to connect as well.
        if (!this.#isConnected) return undefined;
        this.#isConnected = false;
        return "ingestor: the feed was lost, connecting again";
      case "no frames":
        return `No frame for ${Math.round(Number(silentMs) / 1_000)} s: the ${silent} is silent. ${capitalize(String(explanation))}.`;
      default:
        // The rest of what kafkajs warns of are its retries.
        if (kafkajs !== undefined && kafkajs !== "Connection") return undefined;
        return Number(level) >= WARN ? `${service}: ${msg}${cause}` : undefined;
    }
  }
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
