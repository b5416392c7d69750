import { Metrics } from "@market/runtime";

/** The ingestor's metrics; labels are reasons, never tickers. */
export class IngestorMetrics extends Metrics {
  readonly frames = this.counter("frames_total", "Frames received, by what became of them", ["result"]);
  readonly oddities = this.counter("oddities_total", "Good ticks with something unexpected in them", [
    "reason",
  ]);
  readonly published = this.counter("ticks_published_total", "Ticks acknowledged by the log");
  readonly clocks = this.counter("clock_records_total", "Clock records acknowledged by the log");
  readonly deadLetters = this.counter("dead_letters_total", "Dead letters acknowledged by the log");
  readonly dropped = this.gauge(
    "dropped",
    "Records dropped since the start because the log was away too long",
    ["kind"],
  );
  readonly gaps = this.counter("gaps_total", "Gap records written, one a ticker and loss of the feed");
  readonly connections = this.counter("connections_total", "Connections to the feed that opened");
  readonly connected = this.gauge("connected", "1 while the feed is connected");
  readonly waiting = this.gauge("queue_records", "Records waiting for the log");

  constructor() {
    super("ingestor");
  }
}
