import type { Query } from "../panel.ts";

/** The replicas that are chosen. */
export const HERE = 'instance=~"$instance"';
/** Grafana's span for rates: four scrapes, or a pixel where that is more. */
export const RATE = "$__rate_interval";

/** Median and 99th percentile of a histogram, over all replicas. */
export function quantiles(histogram: string): Query[] {
  const of = (quantile: number) =>
    `histogram_quantile(${quantile}, sum by (le) (rate(${histogram}_bucket{${HERE}}[${RATE}])))`;
  return [
    { expr: of(0.5), legend: "median" },
    { expr: of(0.99), legend: "99th percentile" },
  ];
}

/** A second, over all replicas. */
export function rateOf(counter: string): string {
  return `sum(rate(${counter}{${HERE}}[${RATE}]))`;
}
