import { type Simulator, startSimulator } from "@market/simulator";
import { eventually } from "../e2e/eventually.ts";
import { Service } from "../e2e/service.ts";
import { client, readTopic } from "../e2e/topic.ts";

export type Variables = Readonly<Record<string, string>>;

/** The names of a pair's own topics and groups: the default ones, with a prefix. */
export function namesOf(prefix: string): Variables {
  return {
    TICKS_TOPIC: `${prefix}market.ticks.v1`,
    FEATURES_TOPIC: `${prefix}market.features.v1`,
    LATE_TICKS_TOPIC: `${prefix}market.late-ticks.v1`,
    DEAD_LETTERS_TOPIC: `${prefix}market.dead-letters.v1`,
    WATCHLIST_TOPIC: `${prefix}market.watchlist.v1`,
    GROUP_ID: `${prefix}windower`,
    INGESTOR_GROUP_ID: `${prefix}ingestor`,
    TOPIC_PARTITIONS: "1",
  };
}

export interface SecuredPair {
  /** The ingestor and the windower. */
  readonly services: readonly Service[];
  /** Resolves when there are features by the windower that runs, read at another listener of the broker. */
  published(open: string): Promise<void>;
  restartWindower(open: string): Promise<void>;
  close(): Promise<void>;
}

/** Ingestor and windower as processes, each with variables of its own, fed by a simulator. */
export async function startSecuredPair(
  prefix: string,
  ingestor: Variables,
  windower: Variables,
): Promise<SecuredPair> {
  const simulator = await startSimulator({ market: false });
  const own = { ...namesOf(prefix), YAHOO_URL: simulator.url, TICKERS: "AMZN", WINDOWS: "1s", WAIT: "500ms" };
  const startWindower = () => new Service("windower", { ...own, ...windower });
  const services = [new Service("ingestor", { ...own, ...ingestor }), startWindower()];
  let ended = endedEarly(services);
  let seen = 0;
  const count = async (open: string) => (await readTopic(`${prefix}market.features.v1`, client(open))).length;
  const more = async (open: string) => ((await count(open)) > seen ? true : undefined);
  return {
    services,
    published: async open => {
      await Promise.race([simulator.subscribed("AMZN"), ended]);
      const feeding = feed(simulator);
      await Promise.race([eventually(`more than ${seen} features`, () => more(open)), ended]);
      clearInterval(feeding);
    },
    restartWindower: async open => {
      const old = services.pop()!;
      ended = endedEarly(services);
      await old.stop();
      seen = await count(open);
      services.push(startWindower());
    },
    close: async () => {
      await Promise.all(services.map(each => each.stop("SIGKILL")));
      await simulator.close();
    },
  };
}

/** A restart is no early end. */
function endedEarly(services: readonly Service[]): Promise<never> {
  const ended = Promise.race(services.map(each => each.endedEarly()));
  ended.catch(() => undefined);
  return ended;
}

/** A tick of now, five times a second. */
function feed(simulator: Simulator): NodeJS.Timeout {
  return setInterval(() => {
    const time = Math.floor(Date.now() / 1_000) * 1_000;
    simulator.publish({ id: "AMZN", price: 100, time, exchange: "NMS", quote_type: 8, market_hours: 1 });
  }, 200);
}

/** Everything a process wrote. */
export function saidBy(service: Service): string {
  return `${service.lines.map(line => JSON.stringify(line)).join("\n")}\n${service.stderr}`;
}
