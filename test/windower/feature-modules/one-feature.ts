import type { WindowTicks } from "@market/windowing";

export function ticks({ length }: WindowTicks): number {
  return length;
}
