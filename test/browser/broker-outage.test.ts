import assert from "node:assert/strict";
import { KafkaProcess } from "@market/broker";
import { FeaturesTopic } from "./features-topic.ts";
import { bar, bars, lastMinute, MINUTE } from "./market.ts";
import { barsOf, shownBars, untilPipeline, untilShown } from "./shown.ts";
import { useSite } from "./use-site.ts";
import { visitTest } from "./visit.ts";

// This file starts Apache Kafka itself, whatever KAFKA_BROKERS says: it takes it away.

const END = lastMinute();
const BEFORE = bars("AMZN", 20, END);

let broker: KafkaProcess;

const site = useSite(
  topic => topic.write(BEFORE),
  {},
  async () => {
    const opened = await KafkaProcess.open({ env: process.env, progress: () => undefined });
    if ("unavailable" in opened) throw new Error(opened.unavailable);
    broker = opened;
    return await FeaturesTopic.create(broker.brokers);
  },
  () => broker?.close(),
);

visitTest(
  "while the broker is away the page says so and keeps what it has, and it follows again when the broker is back",
  site,
  async ({ page, open }) => {
    await open("?ticker=AMZN&window=1m");
    await untilShown(page, "AMZN", { bars: BEFORE.length });
    await untilPipeline(page, /live/);
    await broker.stop("SIGTERM");
    const said = await untilPipeline(page, /^(?!.*live)/s);
    assert.match(said, /broker|Kafka|log/i);
    assert.deepEqual(await shownBars(page), barsOf(BEFORE));
    // The page is served all the while.
    await page.reload();
    await untilShown(page, "AMZN", { bars: BEFORE.length });
    await broker.start();
    const after = bar({ ticker: "AMZN", window_start: END });
    await site.topic.write([after]);
    await untilShown(page, "AMZN", { bars: BEFORE.length + 1 }, 60_000);
    await untilPipeline(page, /live/);
    assert.deepEqual(await shownBars(page), barsOf([...BEFORE, after]));
    const later = bar({ ticker: "AMZN", window_start: END + MINUTE });
    await site.topic.write([later]);
    await untilShown(page, "AMZN", { bars: BEFORE.length + 2 });
  },
);
