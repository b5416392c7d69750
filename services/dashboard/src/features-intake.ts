import type { TopicRecord } from "@market/kafka";
import type { Clock, Log } from "@market/runtime";
import type { Bar } from "./api.ts";
import { readChecked } from "./checked-features.ts";
import type { History } from "./history.ts";
import type { Live } from "./live.ts";
import type { DashboardMetrics } from "./metrics.ts";
import { inSlices } from "./slices.ts";
import type { WatermarkDelay } from "./watermark-delay.ts";

export interface FeaturesIntakeOptions {
  readonly history: Pick<History, "add" | "refusedRecords" | "leftOutValues" | "clear">;
  readonly live: Pick<Live, "push" | "reset">;
  readonly watermarkDelay: WatermarkDelay;
  readonly metrics: Pick<DashboardMetrics, "bars" | "undecodable">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Pick<Log, "warn">;
}

/** Takes records of the features topic into the history, and tells those who look on. */
export class FeaturesIntake {
  readonly #options: FeaturesIntakeOptions;
  /** What was added since the last push, by window. */
  readonly #bars = new Map<string, Bar[]>();
  /** What was said, once. */
  readonly #said = new Set<string>();

  constructor(options: FeaturesIntakeOptions) {
    this.#options = options;
  }

  /** What was read is void: all of it comes anew. */
  begin(): void {
    const { history, live, watermarkDelay } = this.#options;
    history.clear();
    live.reset();
    watermarkDelay.clear();
  }

  /** In slices, each of which is pushed in the turn that it was added in: who asks for bars gets what comes after them. */
  async take(records: Iterable<TopicRecord>, isLive: boolean): Promise<void> {
    await inSlices(
      records,
      record => this.#add(record, isLive),
      () => this.#push(),
    );
  }

  #add(record: TopicRecord, isLive: boolean): void {
    const { history, watermarkDelay, metrics, clock } = this.#options;
    const features = readChecked(record, clock.now());
    if (features === undefined) {
      metrics.undecodable.inc();
      this.#sayOnce("a record is no features record; more of them are only counted", record);
      return;
    }
    if (isLive) watermarkDelay.note(features.window_end, clock.now());
    const added = history.add(features);
    if (history.refusedRecords > 0)
      this.#sayOnce("there are too many windows or tickers: records of more are only counted", record);
    if (history.leftOutValues > 0)
      this.#sayOnce("there are too many features of your own: values of more are only counted", record);
    if (added === undefined) return;
    metrics.bars.inc();
    if (!isLive) return;
    const bars = this.#bars.get(added.window);
    if (bars === undefined) this.#bars.set(added.window, [added.bar]);
    else bars.push(added.bar);
  }

  #push(): void {
    for (const [window, bars] of this.#bars) this.#options.live.push(window, bars);
    this.#bars.clear();
  }

  #sayOnce(what: string, { partition, offset }: TopicRecord): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    this.#options.log.warn({ partition, offset }, what);
  }
}
