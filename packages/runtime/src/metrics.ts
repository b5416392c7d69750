import { readFileSync } from "node:fs";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The values of one label, each with the metric's value there. */
export type Labelled = Iterable<readonly [label: string | number, value: number]>;

/** The metrics of one process; names get the service's prefix, and Node's own metrics are included. */
export class Metrics {
  readonly registry = new Registry();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    collectDefaultMetrics({ register: this.registry });
    const info = this.gauge("build_info", "Always 1: the labels say what runs", ["version", "node"]);
    info.set({ version: readVersion(), node: process.versions.node }, 1);
  }

  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter(this.#describe(name, help, labelNames));
  }

  gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge(this.#describe(name, help, labelNames));
  }

  histogram(name: string, help: string, buckets: readonly number[]): Histogram {
    return new Histogram({ ...this.#describe(name, help, []), buckets: [...buckets] });
  }

  /** A gauge that is asked for when somebody looks, as it changes by itself or is counted elsewhere. */
  gaugeOf(name: string, help: string, read: () => number): Gauge {
    return new Gauge({
      ...this.#describe(name, help, []),
      collect() {
        this.set(read());
      },
    });
  }

  /** The same with a label; what `read` no longer names is gone. */
  gaugesOf<L extends string>(name: string, help: string, label: L, read: () => Labelled): Gauge<L> {
    return new Gauge<L>({
      ...this.#describe(name, help, [label]),
      collect() {
        this.reset();
        for (const [each, value] of read()) this.set({ [label]: each } as Record<L, string | number>, value);
      },
    });
  }

  /** A counter that is counted elsewhere: `read` gives the total since the start, which never falls. */
  counterOf(name: string, help: string, read: () => number): Counter {
    return new Counter({
      ...this.#describe(name, help, []),
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** Counters that are counted elsewhere: `read` gives the totals since the start, which never fall. */
  countersOf<L extends string>(name: string, help: string, label: L, read: () => Labelled): Counter<L> {
    return new Counter<L>({
      ...this.#describe(name, help, [label]),
      collect() {
        this.reset();
        for (const [each, total] of read()) this.inc({ [label]: each } as Record<L, string | number>, total);
      },
    });
  }

  #describe<L extends string>(name: string, help: string, labelNames: readonly L[]) {
    return { name: `${this.#prefix}_${name}`, help, labelNames: [...labelNames], registers: [this.registry] };
  }
}

/** What `read` says, found out once for all metrics of one scrape: they are collected without a pause in between. */
export function once<T extends object>(read: () => T): () => T {
  let known: T | undefined;
  return () => {
    if (known !== undefined) return known;
    queueMicrotask(() => {
      known = undefined;
    });
    known = read();
    return known;
  };
}

/** All our packages have the version of the project. */
function readVersion(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
