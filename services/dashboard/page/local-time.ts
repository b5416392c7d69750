import type { Time, UTCTimestamp } from "lightweight-charts";
import { defaultHorzScaleBehavior } from "lightweight-charts";
import { zoneOffset } from "./times.ts";

const OfTime = defaultHorzScaleBehavior();
type Points = Parameters<InstanceType<typeof OfTime>["fillWeightsForPoints"]>[0];

/** The library counts in seconds; fractions are kept. */
export function toTime(ms: number): UTCTimestamp {
  return (ms / 1_000) as UTCTimestamp;
}

export function toMs(time: Time): number {
  return Math.round((time as number) * 1_000);
}

/**
 * Time as it is, with the axis marked at the reader's own midnights and hours. The library marks those of UTC; its documentation
 * shifts the data by the zone instead, after which no time in the chart is the record's.
 */
export class LocalTime extends OfTime {
  override fillWeightsForPoints(points: Points, startIndex: number): void {
    const from = Math.max(0, startIndex - 1);
    const shifted = points.slice(from).map(point => {
      const ms = this.key(point.time) * 1_000;
      return { ...point, time: this.convertHorzItemToInternal(toTime(ms + zoneOffset(ms))) };
    });
    super.fillWeightsForPoints(shifted, startIndex - from);
    for (let at = startIndex; at < points.length; at++)
      points[at]!.timeWeight = shifted[at - from]!.timeWeight;
  }
}
