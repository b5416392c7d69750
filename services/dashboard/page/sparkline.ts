/** The points of a polyline through the values, in a box `width` by `height` with a pixel of room; "" for fewer than two. */
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) return "";
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const step = (width - 2) / (values.length - 1);
  const scale = high > low ? (height - 2) / (high - low) : 0;
  const middle = height / 2;
  return values
    .map((value, at) => {
      const y = scale === 0 ? middle : height - 1 - (value - low) * scale;
      return `${(1 + at * step).toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
