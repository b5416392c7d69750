export function never(): number {
  return 1;
}

throw new Error("wrecked on loading");
