import { connectionAdvice } from "./connection-advice.ts";
import { isRefused, isUnknownTopic, remedyFor, typeOf } from "./remedy.ts";
import { PartitionsChanged } from "./topic-reader.ts";

/** The log is not the one it was: what was read of it is void. */
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

/** For people. */
export function wordsOf(error: unknown, topic: string): string {
  if (isUnknownTopic(error)) return `there is no topic ${topic} yet`;
  return error instanceof Error ? error.message : String(error);
}
