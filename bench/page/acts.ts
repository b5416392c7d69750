import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "../../test/browser/chromium.ts";
import type { FeaturesTopic } from "../../test/browser/features-topic.ts";
import { nextBars } from "../../test/browser/many.ts";

const INPUT_MS = 16;
const WHEEL_PX = 90;
export const BURSTS = 5;
const BURST_MS = 1_200;

/** Turns the wheel over the watchlist, down and up again. */
export async function scroll(page: Page, ms: number): Promise<void> {
  await page.getByRole("listbox", { name: "Tickers" }).hover();
  await repeat(ms / 2, () => page.mouse.wheel(0, WHEEL_PX));
  await repeat(ms / 2, () => page.mouse.wheel(0, -WHEEL_PX));
}

/** Drags the chart to and fro. */
export async function pan(page: Page, ms: number): Promise<void> {
  const { x, y, width, height } = (await page.getByTestId("chart").boundingBox())!;
  const reach = width * 0.35;
  let turn = 0;
  await page.mouse.move(x + width / 2, y + height / 3);
  await page.mouse.down();
  await repeat(ms, () => page.mouse.move(x + width / 2 + reach * Math.sin(turn++ / 12), y + height / 3));
  await page.mouse.up();
}

/** The next minute of all 500 tickers at once, some times. */
export async function receive(topic: FeaturesTopic, end: number): Promise<void> {
  for (let i = 0; i < BURSTS; i++) {
    await topic.write(nextBars(end, i), "protobuf");
    await sleep(BURST_MS);
  }
}

/** As often as a device sends input. */
async function repeat(ms: number, act: () => Promise<void>): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until) await Promise.all([act(), sleep(INPUT_MS)]);
}
