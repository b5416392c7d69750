import { type Acl, renamed } from "./acl.ts";
import { aclsOf } from "./acl-commands.ts";
import { without } from "./trial.ts";

/** One ACL of a list that is to be done without. */
export interface Lack<S extends string> {
  readonly user: string;
  readonly service: S;
  readonly missing: Acl;
  /** What the user has instead: all the others. */
  readonly acls: readonly Acl[];
}

/**
 * Every ACL that the document gives to a service: those to create topics where there are none, the others where all are. Each
 * has topics and groups of its own, whose names begin with its user's.
 */
export const SERVICE_LACKS: readonly Lack<"ingestor" | "windower" | "dashboard">[] = (
  ["ingestor", "windower", "dashboard"] as const
).flatMap(service => {
  const { work, create } = aclsOf(service);
  return [...work, ...create].map((each, n) => {
    const user = `${service}${n}-`;
    const missing = renamed(each, user);
    const list = each.operation === "Create" ? [...work, ...create] : work;
    return {
      user,
      service,
      missing,
      acls: without(
        list.map(acl => renamed(acl, user)),
        missing,
      ),
    };
  });
});

/** The same of those who do not run on, on the topics by their default names, which are there. */
export const COMMAND_LACKS: readonly Lack<"reader" | "watchlist" | "topics">[] = (
  ["reader", "watchlist", "topics"] as const
).flatMap(service => {
  const { work, create } = aclsOf(service);
  const list = service === "topics" ? [...work, ...create] : work;
  return work
    .filter(acl => isTried(service, acl))
    .map((missing, n) => ({ user: `${service}${n}`, service, missing, acls: without(list, missing) }));
});

/** Of the topics that are checked one is as good as six. */
function isTried(service: string, { name }: Acl): boolean {
  return service !== "topics" || name === "market.ticks.v1";
}
