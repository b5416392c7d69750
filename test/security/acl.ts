import kafkajs, { type Admin } from "kafkajs";

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** What a user is allowed. The names are those of the kafka-acls command. */
export interface Acl {
  readonly operation: "Create" | "Describe" | "DescribeConfigs" | "Read" | "Write";
  readonly resource: "topic" | "group" | "transactional-id";
  readonly name: string;
  readonly pattern: "literal" | "prefixed";
}

const OPERATIONS = {
  Create: AclOperationTypes.CREATE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
} as const;

const RESOURCES = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  "transactional-id": AclResourceTypes.TRANSACTIONAL_ID,
} as const;

const PATTERNS = { literal: ResourcePatternTypes.LITERAL, prefixed: ResourcePatternTypes.PREFIXED } as const;

/** For people and for comparing: "Write on prefixed transactional-id windower.". */
export function toText({ operation, resource, name, pattern }: Acl): string {
  return `${operation} on ${pattern === "literal" ? "" : `${pattern} `}${resource} ${name}`;
}

/** The same on names of its own: every name of the default configuration gets the prefix. */
export function renamed(acl: Acl, prefix: string): Acl {
  // In a transactional id the topic's name follows the group's.
  return { ...acl, name: `${prefix}${acl.name.replace(".market.", `.${prefix}market.`)}` };
}

export async function grant(admin: Admin, user: string, acls: readonly Acl[]): Promise<void> {
  await admin.createAcls({
    acl: acls.map(({ operation, resource, name, pattern }) => ({
      principal: `User:${user}`,
      host: "*",
      operation: OPERATIONS[operation],
      permissionType: AclPermissionTypes.ALLOW,
      resourceType: RESOURCES[resource],
      resourceName: name,
      resourcePatternType: PATTERNS[pattern],
    })),
  });
}
