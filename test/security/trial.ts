import { type Acl, toText } from "./acl.ts";
import type { Variables } from "./secured-pair.ts";

/** A service that lacks one ACL, and what it has to say about that. */
export interface Trial {
  /** By which its answer is known. */
  readonly id: string;
  readonly service: "ingestor" | "windower" | "dashboard";
  readonly env: Variables;
  /** A regular expression. */
  readonly expected: string;
}

/**
 * All but one. Where Read or Write is taken away, Describe stays, so that the resource is not just out of sight: one step
 * outside, not two.
 */
export function without(acls: readonly Acl[], missing: Acl): readonly Acl[] {
  const rest = acls.filter(each => toText(each) !== toText(missing));
  const isHidden = missing.operation === "Read" || missing.operation === "Write";
  return isHidden ? [...rest, { ...missing, operation: "Describe" }] : rest;
}

/**
 * What errors call an ACL, as a regular expression; of a prefix they name one that begins with it. An idempotent producer
 * that may write nothing at all is refused before it says what it wants to write.
 */
export function mention({ operation, resource, name, pattern }: Acl): string {
  const isWhole = pattern === "literal" ? "(?![\\w.-])" : "";
  const named = `${operation} on .*${resource.replace("-", " ")} ${name.replaceAll(".", "\\.")}${isWhole}`;
  return `needs (${named}${operation === "Write" ? "|Write on a topic that it is to write to" : ""})`;
}
