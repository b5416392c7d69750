import { parseRecorded } from "@market/ingestor";
import { readConfig } from "@market/windower";
import { type Features, Windower, type WindowTicks } from "@market/windowing";
import { makeRecording } from "./recording.ts";

const custom = [
  { name: "span", of: ({ time }: WindowTicks) => time.at(-1)! - time[0]! },
  { name: "odd", of: ({ length }: WindowTicks) => (length % 2 === 1 ? 0.1 * length : null) },
];

/** Records of all kinds: with and without volume, quotes and values of the user's own features. */
export function someFeatures(): Features[] {
  const { windowing } = readConfig({ WINDOWS: "1m,5m/1m,session:30s" });
  const windower = new Windower({ ...windowing, custom });
  const features: Features[] = [];
  let received = 0;
  for (const line of makeRecording(9, 1_500)) {
    const recorded = parseRecorded(line, received);
    received = recorded.receivedTime;
    if (recorded.kind === "tick") {
      const { day_volume } = recorded.tick;
      const tick = { ...recorded.tick, day_volume: day_volume && Math.floor(day_volume) };
      windower.tick(windower.position, received, tick);
    }
    while (windower.isClosing) windower.close(1_000);
    features.push(...windower.take().features);
  }
  return features;
}
