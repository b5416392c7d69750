import { connectionAdvice } from "./connection-advice.ts";
import { isRefused, isUnknownTopic, remedyFor, typeOf } from "./remedy.ts";
import { PartitionsChanged } from "./topic-reader.ts";

/** The log is not the one it was, or not the whole of it is followed: what was read of it is void. */
export function isOther(error: unknown): boolean {
  return (
    typeOf(error) === "OFFSET_OUT_OF_RANGE" || isUnknownTopic(error) || error instanceof PartitionsChanged
  );
}

/** An ACL that is missing may be given any time; a login that is refused or a certificate that is wrong ends whoever starts. */
export function isForGood(error: unknown): boolean {
  if (remedyFor(error) === "give up") return !isRefused(error);
  return error instanceof Error && connectionAdvice(error, "", false)?.isForGood === true;
}

/** What a trouble is: the broker is away, the topic is not there yet, something is not allowed, or a partition cannot be decoded. */
export type TroubleKind = "away" | "missing" | "refused" | "damaged";

/** Of what keeps all partitions from being read. */
export function kindOf(error: unknown): Exclude<TroubleKind, "damaged"> {
  if (isUnknownTopic(error)) return "missing";
  return isRefused(error) || isForGood(error) ? "refused" : "away";
}

/** For people. */
export function wordsOf(error: unknown, topic: string): string {
  if (isUnknownTopic(error)) return `there is no topic ${topic} yet`;
  return error instanceof Error ? error.message : String(error);
}
