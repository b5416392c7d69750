import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The metrics of one process; names get the service's prefix, and Node's own metrics are included. */
export class Metrics {
  readonly registry = new Registry();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({
      name: `${this.#prefix}_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
    });
  }

  gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({
      name: `${this.#prefix}_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
    });
  }

  histogram(name: string, help: string, buckets: readonly number[]): Histogram {
    return new Histogram({
      name: `${this.#prefix}_${name}`,
      help,
      buckets: [...buckets],
      registers: [this.registry],
    });
  }
}
