import { after, before } from "node:test";
import { openChromium } from "./chromium.ts";
import { FeaturesTopic } from "./features-topic.ts";
import { Site } from "./site.ts";

/** Opens a site before the tests of the file that calls this, with a topic filled by `fill`, and closes it behind them. */
export function useSite(
  fill: (topic: FeaturesTopic) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
  create = () => FeaturesTopic.create(),
  closeMore: () => Promise<void> | undefined = () => undefined,
): Site {
  const site = new Site(env);
  before(async () => {
    const starting = create().then(async topic => {
      site.topic = topic;
      await fill(topic);
      await site.start();
    });
    // A browser that was opened is closed behind the tests, also where the rest has failed.
    const [browser, started] = await Promise.allSettled([openChromium(), starting]);
    if (browser.status === "rejected") throw browser.reason;
    site.browser = browser.value;
    if (started.status === "rejected") throw started.reason;
  });
  after(async () => {
    await site.close();
    await closeMore();
  });
  return site;
}
