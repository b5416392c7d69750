import type { Log } from "@market/runtime";
import type { Silence } from "./line-action.ts";

const SILENT_MS = 30_000;
const CHECK_MS = 1_000;

const EXPLANATIONS: Readonly<Record<Silence, string>> = {
  network: "no connection to the feed could be opened: check the network and YAHOO_URL",
  line: "connections to the feed do not last: it closes them or does not answer pings",
  market:
    "the feed is connected and answers pings, but sends nothing: the markets of these tickers are probably closed",
};

/** Says once for every silence of 30 s what is silent: the network, the line or the market. */
export function watchSilence(log: Log, lastFrameAt: () => number, silence: () => Silence): NodeJS.Timeout {
  let reportedFor: number | undefined;
  const check = () => {
    const at = lastFrameAt();
    const silentMs = performance.now() - at;
    if (silentMs < SILENT_MS || reportedFor === at) return;
    reportedFor = at;
    const cause = silence();
    log.warn(
      { silent: cause, silentMs: Math.round(silentMs), explanation: EXPLANATIONS[cause] },
      "no frames",
    );
  };
  return setInterval(check, CHECK_MS).unref();
}
