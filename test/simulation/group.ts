import { protocolError } from "./kafkajs.ts";
import { type Joined, type JoinRequest, joinedOf, type Member, NO_ASSIGNMENT, newMember } from "./member.ts";
import type { Reply } from "./network.ts";
import { trace, type World } from "./world.ts";

type State = "empty" | "joining" | "syncing" | "stable";

/** The group coordinator: the classic protocol, in which everybody stops and joins again for each change. */
export class Group {
  readonly #world: World;
  readonly #members = new Map<string, Member>();
  #state: State = "empty";
  #generation = 0;
  #leader = "";
  #joins = 0;
  #isGathering = false;

  constructor(world: World) {
    this.#world = world;
  }

  join(request: JoinRequest, reply: Reply<Joined>): void {
    const known = this.#members.get(request.memberId);
    if (request.memberId !== "" && known === undefined) throw protocolError("UNKNOWN_MEMBER_ID");
    const member = known ?? this.#admit();
    member.sessionTimeout = request.sessionTimeout;
    member.rebalanceTimeout = request.rebalanceTimeout;
    member.protocols = request.groupProtocols;
    const isNews = known === undefined || (this.#state === "stable" && member.id === this.#leader);
    if (this.#state !== "joining" && !isNews) reply.ok(this.#joinedOf(member));
    else {
      member.joining = reply;
      this.rebalance();
    }
  }

  sync(
    generation: number,
    memberId: string,
    assignments: readonly { memberId: string; memberAssignment: Buffer }[],
    reply: Reply<{ memberAssignment: Buffer }>,
  ): void {
    const member = this.#members.get(memberId);
    const problem = this.#problemOf(member, generation);
    if (problem !== undefined) throw protocolError(problem);
    this.#touch(member!);
    if (this.#state === "stable") reply.ok({ memberAssignment: member!.assignment });
    else member!.syncing = reply;
    if (this.#state === "stable" || memberId !== this.#leader) return;
    this.#state = "stable";
    for (const each of this.#members.values()) {
      const given = assignments.find(assignment => assignment.memberId === each.id);
      each.assignment = given?.memberAssignment ?? NO_ASSIGNMENT;
      this.#touch(each);
      each.syncing?.ok({ memberAssignment: each.assignment });
      each.syncing = undefined;
    }
  }

  heartbeat(generation: number, memberId: string): void {
    const member = this.#members.get(memberId);
    const problem = this.#problemOf(member, generation);
    if (member !== undefined) this.#touch(member);
    if (problem !== undefined) throw protocolError(problem);
  }

  /** Whether offsets may be committed by this member. */
  check(generation: number, memberId: string): void {
    const problem = this.#problemOf(this.#members.get(memberId), generation);
    if (problem !== undefined && problem !== "REBALANCE_IN_PROGRESS") throw protocolError(problem);
  }

  leave(memberId: string): void {
    if (this.#members.delete(memberId)) this.rebalance();
  }

  /** Everybody has to join again; who has not after the rebalance timeout is out. */
  rebalance(): void {
    if (this.#state !== "joining") this.#beginJoin();
    this.#completeJoin(false);
  }

  /** The first member of a group waits for others for a while. */
  #beginJoin(): void {
    const wasEmpty = this.#state === "empty";
    this.#state = "joining";
    this.#world.counts.add("rebalance");
    trace(this.#world, `group: rebalance, ${this.#members.size} members`);
    for (const member of this.#members.values()) {
      member.syncing?.fail(protocolError("REBALANCE_IN_PROGRESS"));
      member.syncing = undefined;
    }
    const generation = this.#generation;
    const longest = Math.max(0, ...[...this.#members.values()].map(each => each.rebalanceTimeout));
    const { random, timeline } = this.#world;
    this.#isGathering = wasEmpty;
    timeline.after(wasEmpty ? random.between(0, 3_000) : longest, undefined, () => {
      if (this.#generation === generation && this.#state === "joining") this.#completeJoin(true);
    });
  }

  /** A rebalance for no reason of ours. */
  disturb(): void {
    if (this.#state === "stable") this.rebalance();
  }

  #admit(): Member {
    const id = `member-${this.#world.random.between(100, 999)}-${this.#joins++}`;
    const member = newMember(id);
    this.#members.set(id, member);
    return member;
  }

  #problemOf(member: Member | undefined, generation: number): string | undefined {
    if (member === undefined) return "UNKNOWN_MEMBER_ID";
    if (generation !== this.#generation) return "ILLEGAL_GENERATION";
    return this.#state === "joining" ? "REBALANCE_IN_PROGRESS" : undefined;
  }

  #completeJoin(isOverdue: boolean): void {
    const members = [...this.#members.values()];
    const missing = members.filter(({ joining }) => joining === undefined);
    if (!isOverdue && (missing.length > 0 || this.#isGathering)) return;
    for (const { id } of missing) this.#members.delete(id);
    this.#generation++;
    const first = members.find(({ joining }) => joining !== undefined);
    if (first === undefined) {
      this.#state = "empty";
      return;
    }
    this.#state = "syncing";
    this.#leader = this.#members.has(this.#leader) ? this.#leader : first.id;
    for (const member of this.#members.values()) {
      this.#watch(member);
      member.joining?.ok(this.#joinedOf(member));
      member.joining = undefined;
    }
  }

  #joinedOf({ id }: Member): Joined {
    const members = [...this.#members.values()];
    return joinedOf(id, this.#leader, this.#generation, members);
  }

  #touch(member: Member): void {
    member.deadline = this.#world.timeline.now + member.sessionTimeout;
  }

  /** Begins to count down the session; one that waits for the others to join is not counted down. */
  #watch(member: Member): void {
    const isWatched = member.deadline !== Number.POSITIVE_INFINITY;
    this.#touch(member);
    if (!isWatched) this.#expireAt(member);
  }

  #expireAt(member: Member): void {
    const { timeline, counts } = this.#world;
    timeline.after(member.deadline - timeline.now, undefined, () => {
      if (this.#members.get(member.id) !== member) return;
      if (member.joining !== undefined) this.#touch(member);
      if (member.deadline <= timeline.now) {
        counts.add("session expired");
        trace(this.#world, `group: session of ${member.id} expired`);
        this.leave(member.id);
      } else this.#expireAt(member);
    });
  }
}
