/** A Kafka-compatible broker that is up, for as long as it is not closed. */
export interface Broker {
  /** The host:port list, as KAFKA_BROKERS wants it. */
  readonly brokers: string;
  /** What it is, for people: "Apache Kafka 4.3.1 (Java 17)", "Redpanda v26.1.13 (Docker)", "KAFKA_BROKERS". */
  readonly name: string;
  /** Ends it and deletes what it kept. Does nothing to a broker that was given and not started. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets whole lines, for people: a first run fetches up to 300 MB, and nobody should wait before a silent screen. */
  readonly progress: (line: string) => void;
  /** Gives the opening up. A broker that is open already is ended by close() alone. */
  readonly signal?: AbortSignal | undefined;
}

/** Why one kind of broker is not to be had on this machine: the next kind is tried. */
export interface Unavailable {
  readonly unavailable: string;
}
