import type { Bar, FieldMeaning, PipelineState } from "../src/api.ts";
import type { Exported } from "./export-menu.ts";
import { Refused, type Span } from "./fetches.ts";
import { Notice } from "./notice.ts";
import type { Row } from "./rows.ts";
import type { Selection } from "./selection.ts";
import { Shown } from "./shown.ts";
import { View } from "./view.ts";

/** The chart that was there stays as it is for this long, so that a quick answer is one change and not two. */
const OLD_AFTER_MS = 150;

interface StageAsks {
  selection(): Selection;
  row(ticker: string): Row | undefined;
  removeLine(name: string): void;
  /** Other bars are in sight. */
  ranged(): void;
  unreachable(): void;
}

/** The series that is looked at and its chart, or what stands in the chart's place. */
export class Stage {
  readonly #asks: StageAsks;
  readonly #notice = new Notice();
  readonly #shown = new Shown({
    span: ticker => this.#span(ticker),
    loaded: isSame => this.#loaded(isSame),
    failed: error => this.#failed(error),
    added: bar => this.view.added(bar),
    line: (name, values) => this.#drawLine(name, values),
    lineEnds: ends => this.view.lineEnds(ends),
  });
  readonly view: View;
  #fields: readonly FieldMeaning[] = [];
  #pipeline: PipelineState | undefined;
  #isOpen: boolean | undefined;
  /** Whether what was asked for is not there: no bar of it, or, with the server's words, an answer that was refused. */
  #isMissing = false;
  #refused = "";
  #oldTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(asks: StageAsks) {
    this.#asks = asks;
    this.view = new View(
      () => this.#shown,
      name => asks.removeLine(name),
      () => asks.ranged(),
    );
    this.#drawNothing();
  }

  set fields(fields: readonly FieldMeaning[]) {
    this.#fields = fields;
    this.view.features.meanings = fields;
  }

  /** Another ticker or window, or the same read anew. */
  show(): void {
    const { ticker, window, lines } = this.#asks.selection();
    this.view.head(ticker, this.#asks.row(ticker));
    this.view.keepLines(lines);
    if (ticker === "") this.#drawNothing();
    else if (this.#asks.row(ticker)) {
      // The same series is as right as ever until it is read anew.
      if (this.#shown.ticker !== ticker || this.#shown.window !== window) this.dimSoon();
      void this.#shown.load(ticker, window, this.known(lines));
    } else {
      this.#shown.leave(ticker, window, this.known(lines));
      this.#miss();
    }
  }

  showLines(): void {
    const { lines } = this.#asks.selection();
    this.view.keepLines(lines);
    void this.#shown.show(this.known(lines));
  }

  /** Lines of the address that no field is called like are left out. */
  known(lines: readonly string[]): readonly string[] {
    return lines.filter(name => this.#fields.some(field => field.isStatistic && field.name === name));
  }

  dimSoon(): void {
    clearTimeout(this.#oldTimer);
    this.#oldTimer = setTimeout(() => this.view.old(true), OLD_AFTER_MS);
  }

  add(bars: readonly Bar[]): void {
    this.#shown.add(bars);
    const { ticker } = this.#asks.selection();
    if (bars.some(bar => bar.ticker === ticker)) this.view.head(ticker, this.#asks.row(ticker));
  }

  /** How the pipeline is, undefined while that is not known; and whether the server is there. */
  told(pipeline: PipelineState | undefined, isOpen: boolean): void {
    this.#pipeline = pipeline;
    this.#isOpen = isOpen;
    this.#drawMissing();
    if (this.#asks.selection().ticker === "") this.#drawNothing();
  }

  inSight(): Exported | undefined {
    const { ticker, window, bars } = this.#shown;
    const range = bars.length === 0 ? undefined : this.view.chart.range();
    return range && { ticker, window, ...range };
  }

  #loaded(isSame: boolean): void {
    clearTimeout(this.#oldTimer);
    this.#isMissing = false;
    this.#notice.hide();
    this.view.loaded(isSame);
    this.view.head(this.#shown.ticker, this.#asks.row(this.#shown.ticker));
  }

  #failed(error: unknown): void {
    if (!(error instanceof Refused)) this.#asks.unreachable();
    else if (error.isFinal) this.#miss(error.isMissing ? "" : error.message);
  }

  #miss(refused = ""): void {
    this.#isMissing = true;
    this.#refused = refused;
    this.#drawMissing();
  }

  #drawMissing(): void {
    // Whether it is missing for good is known with the history alone.
    if (!this.#isMissing || this.#pipeline === undefined) return;
    if (this.#pipeline.read < 1) {
      if (this.view.isEmpty) this.#drawNothing();
      return;
    }
    clearTimeout(this.#oldTimer);
    this.view.clear();
    const { ticker, window } = this.#asks.selection();
    if (this.#refused !== "") this.#notice.refused(ticker, this.#refused);
    else if (this.#pipeline.windows.length === 0) this.#drawNothing();
    else this.#notice.noSuch(ticker, window);
  }

  #span(ticker: string): Span | undefined {
    const row = this.#asks.row(ticker);
    return row && { first: row.since, last: row.last.window_start };
  }

  #drawNothing(): void {
    this.#notice.nothing(this.#pipeline, this.#isOpen);
  }

  #drawLine(name: string, values: Map<number, number | null>): void {
    const field = this.#fields.find(candidate => candidate.name === name);
    if (field) this.view.line(field, values);
  }
}
