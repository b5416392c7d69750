import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "./fleet.ts";
import type { Member } from "./member.ts";
import type { Fault, Kind } from "./schedule.ts";

/** A fault as it came about. */
export interface Strike {
  readonly kind: Kind;
  /** Wall time just before the signal was sent. */
  readonly at: number;
  /** When the process was back: started or continued, and for the broker when it answered. */
  healedAt: number;
  readonly victim: string;
  /** What the windower had; empty for a broker or an ingestor, which all partitions depend on. */
  readonly partitions: readonly number[];
}

/** Carries one fault out and repairs it; `onHit` hears of it while it is being carried out. */
export async function strike(fleet: Fleet, fault: Fault, onHit: (strike: Strike) => void): Promise<Strike> {
  const hit = (victim: string, partitions: readonly number[] = []): Strike => {
    const at = Date.now();
    const struck = { kind: fault.kind, at, healedAt: Number.POSITIVE_INFINITY, victim, partitions };
    onHit(struck);
    return struck;
  };
  const struck = await carryOut(fleet, fault, hit);
  struck.healedAt = Date.now();
  return struck;
}

type Hit = (victim: string, partitions?: readonly number[]) => Strike;

function carryOut(fleet: Fleet, fault: Fault, hit: Hit): Promise<Strike> {
  switch (fault.kind) {
    case "kill -9":
    case "SIGTERM":
      return replaceWindower(fleet, fault, hit);
    case "pause":
      return pauseWindower(fleet, fault, hit);
    case "broker kill -9":
    case "broker restart":
      return fleet.inTurn("broker", () => restartBroker(fleet, fault, hit));
    case "ingestor kill -9":
      return fleet.inTurn("ingestor", () => replaceIngestor(fleet, fault, hit));
  }
}

async function replaceWindower(fleet: Fleet, { kind, pick, lengthMs }: Fault, hit: Hit): Promise<Strike> {
  const victim = await fleet.pickWindower(pick);
  const struck = hitWindower(victim, hit);
  await victim.end(kind === "SIGTERM" ? "SIGTERM" : "SIGKILL");
  await sleep(lengthMs, undefined, { signal: fleet.closing });
  fleet.startWindower();
  return struck;
}

async function pauseWindower(fleet: Fleet, { pick, lengthMs }: Fault, hit: Hit): Promise<Strike> {
  const victim = await fleet.pickWindower(pick);
  const struck = hitWindower(victim, hit);
  victim.pause();
  await sleep(lengthMs, undefined, { signal: fleet.closing });
  victim.goOn();
  return struck;
}

async function restartBroker(
  { broker, closing }: Fleet,
  { kind, lengthMs }: Fault,
  hit: Hit,
): Promise<Strike> {
  const struck = hit("kafka");
  await broker.stop(kind === "broker restart" ? "SIGTERM" : "SIGKILL");
  await sleep(lengthMs, undefined, { signal: closing });
  await broker.start(closing);
  return struck;
}

async function replaceIngestor(fleet: Fleet, { lengthMs }: Fault, hit: Hit): Promise<Strike> {
  const victim = fleet.ingestor;
  const struck = hit(victim.name);
  await victim.end("SIGKILL");
  await sleep(lengthMs, undefined, { signal: fleet.closing });
  fleet.startIngestor();
  return struck;
}

function hitWindower(victim: Member, hit: Hit): Strike {
  return hit(victim.name, victim.partitions);
}
