import { type FeaturesRecord, localTime } from "./features-record.ts";
import { count, type Figures, readFigures } from "./figures.ts";
import type { Paint } from "./paint.ts";
import { type Row, renderTable } from "./table.ts";

const CLOSES_KEPT = 64;
const EVENTS_SHOWN = 5;

const LEGEND = "gap: the feed was away · partial: no volume yet · Ctrl-C ends it";

const TITLE = "Live features";

/** Everything the demo knows, and what it looks like. */
export class Board {
  /** "on Apache Kafka 4.3.1 (Java 17) at 127.0.0.1:9092, in four processes". */
  readonly where: string;
  /** Where the page is, if there is one. */
  page: string | undefined;
  /** Undefined runs until it is stopped. */
  readonly forMs: number | undefined;
  readonly #rows = new Map<string, Row>();
  readonly #events: string[] = [];
  figures: Figures = readFigures([]);
  /** Records read from the features topic. */
  records = 0;
  /** When everything was ready and when the first of them came, on the clock of performance.now(). */
  readyAt = 0;
  firstAt = 0;
  elapsedMs = 0;

  constructor(where: string, forMs: number | undefined) {
    this.where = where;
    this.forMs = forMs;
  }

  get tickers(): number {
    return this.#rows.size;
  }

  /** Records of one ticker come in order of their windows: they are in one partition. */
  add(record: FeaturesRecord, now: number): void {
    if (this.records++ === 0) this.firstAt = now;
    const closes = [...(this.#rows.get(record.ticker)?.closes ?? []), record.close].slice(-CLOSES_KEPT);
    this.#rows.set(record.ticker, { latest: record, closes });
  }

  note(event: string, now: number): void {
    this.#events.push(`${localTime(now)}  ${event}`);
    if (this.#events.length > EVENTS_SHOWN) this.#events.shift();
  }

  /** The whole picture, no line longer than `width`. */
  render(width: number, paint: Paint): string[] {
    const cut = (text: string) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
    const rows = [...this.#rows.values()].sort((a, b) => (a.latest.ticker < b.latest.ticker ? -1 : 1));
    const waiting = "waiting for the first windows to close, which takes less than ten seconds …";
    return [
      paint("bold", TITLE) + this.#besideTitle(width - TITLE.length),
      paint("dim", cut(this.where)),
      "",
      ...(rows.length > 0 ? renderTable(rows, width, paint) : [paint("dim", cut(waiting))]),
      "",
      ...statusLines(this).map(cut),
      "",
      ...this.#events.map(event => paint("dim", cut(event))),
      ...(this.#events.length > 0 ? [""] : []),
      paint("dim", cut(LEGEND)),
    ];
  }

  /** The time, and where the page is if there is room: half an address leads nowhere. */
  #besideTitle(width: number): string {
    const clock = ` · ${this.#clock()}`;
    const page = this.page === undefined ? "" : ` · ${this.page}`;
    return clock.length + page.length <= width ? clock + page : clock;
  }

  #clock(): string {
    return this.forMs === undefined
      ? minutes(this.elapsedMs)
      : `${minutes(this.elapsedMs)} of ${minutes(this.forMs)}`;
  }
}

function statusLines({ figures, records }: Board): string[] {
  const { frames, ticks, repeats, rejected, late, deadLetters } = figures;
  return [
    `in   ${count(frames, "frame")}: ${count(ticks, "tick")}, ${count(repeats, "repeat")}, ${rejected} rejected`,
    `out  ${count(records, "features record")}, ${count(late, "late tick")}, ${count(deadLetters, "dead letter")}`,
  ];
}

/** M:SS. */
function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
