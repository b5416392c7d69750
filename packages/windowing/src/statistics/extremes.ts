import type { Statistics } from "./statistics.ts";

/** When the window's highest and lowest prices were reached. */
export const extremes: Statistics<"high_time" | "low_time"> = {
  fields: {
    high_time: {
      unit: "ms since the epoch",
      formula: "event time of the first tick at the highest price",
      nullWhen: "",
      reference: "",
    },
    low_time: {
      unit: "ms since the epoch",
      formula: "event time of the first tick at the lowest price",
      nullWhen: "",
      reference: "",
    },
  },
  compute({ columns: { time, price }, from, to }) {
    let high = from;
    let low = from;
    for (let row = from + 1; row < to; row++) {
      if (price[row]! > price[high]!) high = row;
      if (price[row]! < price[low]!) low = row;
    }
    return { high_time: time[high]!, low_time: time[low]! };
  },
};
