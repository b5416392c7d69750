import type { Env } from "@market/runtime";
import type { Align } from "@market/windowing";

const EXPECTED =
  "UTC, or a time zone with or without the time its days open at, such as America/New_York@09:30 or Asia/Tokyo";
const PATTERN = /^([A-Za-z0-9_+/-]+)(?:@([01]\d|2[0-3]):([0-5]\d))?$/;

/** Reads ALIGN: a time zone and, behind an @, the local time at which its days open (midnight without it). */
export function readAlign(env: Env): Align {
  const [, zone = "UTC", hours = "0", minutes = "0"] = PATTERN.exec(env.text("ALIGN", "UTC")) ?? [];
  if (!PATTERN.test(env.text("ALIGN", "UTC")) || !isZone(zone)) env.fault("ALIGN", EXPECTED);
  return { zone: isZone(zone) ? zone : "UTC", opensAtMs: (Number(hours) * 60 + Number(minutes)) * 60_000 };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
