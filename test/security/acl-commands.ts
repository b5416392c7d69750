import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Acl } from "./acl.ts";

/** A command of docs/security.md and what it allows whom. */
export interface AclCommand {
  readonly line: string;
  readonly user: string;
  readonly acls: readonly Acl[];
}

const DOCUMENT = new URL("../../docs/security.md", import.meta.url);

/** The kafka-acls commands of docs/security.md, in its order. */
export const KAFKA_COMMANDS = commandsOf("kafka-acls.sh $ADMIN --add ");

/** The same ACLs as rpk commands. */
export const RPK_COMMANDS = commandsOf("rpk security acl create ");

/** What the document gives a user: to work on topics that are there, and to create them. */
export function aclsOf(user: string): { readonly work: readonly Acl[]; readonly create: readonly Acl[] } {
  const acls = KAFKA_COMMANDS.filter(command => command.user === user).flatMap(command => command.acls);
  if (acls.length === 0) throw new Error(`docs/security.md has no command for User:${user}`);
  return {
    work: acls.filter(({ operation }) => operation !== "Create"),
    create: acls.filter(({ operation }) => operation === "Create"),
  };
}

function commandsOf(start: string): AclCommand[] {
  const lines = readFileSync(DOCUMENT, "utf8").split("\n");
  return lines
    .filter(line => line.startsWith(start))
    .map(line => ({ line, ...parse(line.slice(start.length).split(/\s+/)) }));
}

/** Every operation on every resource that is named, as both commands have it. */
function parse(args: string[]): Omit<AclCommand, "line"> {
  const several = { type: "string", multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({
    args,
    options: {
      "allow-principal": { type: "string" },
      operation: several,
      topic: several,
      group: several,
      "transactional-id": several,
      "resource-pattern-type": { type: "string", default: "literal" },
    },
  });
  const pattern = values["resource-pattern-type"] as Acl["pattern"];
  const acls = (["topic", "group", "transactional-id"] as const).flatMap(resource =>
    split(values[resource]).flatMap(name =>
      split(values.operation).map(operation => ({
        operation: toOperation(operation),
        resource,
        name,
        pattern,
      })),
    ),
  );
  return { user: values["allow-principal"]!.replace("User:", ""), acls };
}

function split(values: readonly string[]): string[] {
  return values.flatMap(value => value.split(","));
}

/** kafka-acls says DescribeConfigs, rpk describe_configs. */
function toOperation(text: string): Acl["operation"] {
  return text.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()) as Acl["operation"];
}
