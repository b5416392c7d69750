import type { Reply } from "./network.ts";

export interface JoinRequest {
  readonly memberId: string;
  readonly sessionTimeout: number;
  readonly rebalanceTimeout: number;
  readonly groupProtocols: readonly { name: string; metadata: Buffer }[];
}

export interface Joined {
  readonly generationId: number;
  readonly leaderId: string;
  readonly memberId: string;
  readonly groupProtocol: string;
  readonly members: readonly { memberId: string; memberMetadata: Buffer }[];
}

export interface Member {
  readonly id: string;
  sessionTimeout: number;
  rebalanceTimeout: number;
  /** What each assigner of the member says of it, in the member's order of preference. */
  protocols: JoinRequest["groupProtocols"];
  deadline: number;
  joining: Reply<Joined> | undefined;
  syncing: Reply<{ memberAssignment: Buffer }> | undefined;
  assignment: Buffer;
}

export const NO_ASSIGNMENT = Buffer.alloc(0);

export function newMember(id: string): Member {
  return {
    id,
    sessionTimeout: 0,
    rebalanceTimeout: 0,
    protocols: [],
    deadline: Number.POSITIVE_INFINITY,
    joining: undefined,
    syncing: undefined,
    assignment: NO_ASSIGNMENT,
  };
}

/** What a member is told when all have joined; the leader, who assigns, also what each member has said of itself. */
export function joinedOf(
  memberId: string,
  leaderId: string,
  generationId: number,
  members: readonly Member[],
): Joined {
  const groupProtocol = members[0]!.protocols[0]!.name;
  const metadata = ({ protocols }: Member) => protocols.find(({ name }) => name === groupProtocol)!.metadata;
  const all = members.map(each => ({ memberId: each.id, memberMetadata: metadata(each) }));
  return { generationId, leaderId, memberId, groupProtocol, members: memberId === leaderId ? all : [] };
}
