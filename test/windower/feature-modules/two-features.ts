import type { WindowTicks } from "@market/windowing";

/** Half of what lies between the highest and the lowest price. */
export function half_range({ price }: WindowTicks): number {
  return (Math.max(...price) - Math.min(...price)) / 2;
}

export const first_price = ({ price }: WindowTicks) => price[0];

/** No function is no feature. */
export const LIMIT = 3;
