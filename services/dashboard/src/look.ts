import { isRefused, isUnknownTopic } from "@market/kafka";
import { type Clock, type Log, sleep } from "@market/runtime";

export interface LookOptions {
  /** What is looked at, in words. */
  readonly what: string;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn" | "info" | "debug">;
  readonly look: () => Promise<void>;
  /** It is not known until the next look that goes well. */
  readonly onFailure: () => void;
}

/**
 * Looks at something of the pipeline until `signal` is aborted. The page does without what cannot be seen: a lack is
 * said once, until it has passed.
 */
export async function lookAgainAndAgain(options: LookOptions, signal: AbortSignal): Promise<void> {
  const { what, everyMs, clock, log, look, onFailure } = options;
  let isLacking = false;
  while (!signal.aborted) {
    try {
      await look();
      if (isLacking) log.info({ what }, "known again");
      isLacking = false;
    } catch (error) {
      onFailure();
      // A broker that is away is said by whoever reads the features.
      const isLack = isRefused(error) || isUnknownTopic(error);
      const level = isLack && !isLacking ? "warn" : "debug";
      log[level]({ what, error: String(error) }, "not known, the page does without it");
      isLacking ||= isLack;
    }
    await sleep(clock, everyMs);
  }
}
