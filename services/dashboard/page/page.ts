import type { Bar, FieldMeaning, Market, PipelineState } from "../src/api.ts";
import { byId } from "./dom.ts";
import { ExportMenu } from "./export-menu.ts";
import { Feed } from "./feed.ts";
import { getFields } from "./fetches.ts";
import { Keyboard } from "./keyboard.ts";
import { Picker } from "./picker.ts";
import { untilItWorks } from "./retry.ts";
import { Rows } from "./rows.ts";
import type { Selection } from "./selection.ts";
import { LINES_MAX, Selected } from "./selection.ts";
import { shortcuts } from "./shortcuts.ts";
import { Stage } from "./stage.ts";
import { StatusLine } from "./status-line.ts";
import { Theme } from "./theme.ts";
import { Watchlist } from "./watchlist.ts";
import { Windows } from "./windows.ts";

/** The parts, and what each tells the others. */
export class Page {
  readonly #selected = new Selected();
  readonly #rows = new Rows();
  readonly #status = new StatusLine();
  readonly #windows = new Windows(window => this.#selected.change({ window }));
  readonly #watchlist = new Watchlist(this.#rows, ticker => this.#selected.change({ ticker }));
  readonly #picker = new Picker(name => this.#toggle(name));
  readonly #export = new ExportMenu(() => this.#stage.inSight());
  readonly #stage: Stage = new Stage({
    selection: () => this.#selected.now,
    row: ticker => this.#rows.of(ticker),
    removeLine: name => this.#toggle(name),
    ranged: () => this.#export.refresh(),
    unreachable: () => this.#connected(false),
  });
  readonly #theme = new Theme(() => this.#stage.view.paint());
  readonly #feed = new Feed({
    market: market => this.#market(market),
    bars: bars => this.#bars(bars),
    state: state => this.#state(state),
    connected: isOpen => this.#connected(isOpen),
  });
  #fields: readonly FieldMeaning[] = [];
  /** Of the feed: what is listened to, or will be. */
  #window = "";
  #pipeline: PipelineState | undefined;

  open(): void {
    this.#listenToKeys();
    this.#selected.onChange((now, before) => this.#selectionChanged(now, before));
    byId("statistics-open").addEventListener("click", () => void this.#pick());
    this.#export.refresh();
    this.#follow(this.#selected.now.window);
    void this.#readFields();
  }

  #follow(window: string): void {
    this.#window = window;
    this.#feed.show(window);
  }

  async #readFields(): Promise<void> {
    const never = new AbortController().signal;
    const read = () => getFields(never);
    this.#fields = await untilItWorks(read, never, () => this.#connected(false));
    this.#stage.fields = this.#fields;
    this.#picker.fields = this.#fields;
    // The bars may have come before what their fields mean.
    this.#stage.showLines();
  }

  #market(market: Market): void {
    this.#rows.set(market.tickers);
    const ticker = this.#selected.now.ticker || (market.tickers[0]?.ticker ?? "");
    this.#window = market.window || this.#selected.now.window;
    this.#selected.settle({ window: this.#window, ticker });
    this.#windows.show(market.windows, market.window);
    this.#watchlist.search();
    this.#show();
  }

  #selectionChanged(now: Selection, before: Selection): void {
    this.#picker.chosen = now.lines;
    if (now.window !== this.#window) {
      this.#stage.dimSoon();
      this.#follow(now.window);
    } else if (now.ticker !== before.ticker || now.window !== before.window) this.#show();
    else this.#stage.showLines();
  }

  #show(): void {
    this.#watchlist.select(this.#selected.now.ticker);
    this.#stage.show();
  }

  #bars(bars: readonly Bar[]): void {
    const isLonger = this.#rows.add(bars);
    if (isLonger) this.#watchlist.search();
    else this.#watchlist.redraw();
    if (this.#selected.now.ticker === "" && bars[0]) {
      this.#selected.settle({ ticker: bars[0].ticker });
      this.#show();
    } else this.#stage.add(bars);
  }

  #state(state: PipelineState): void {
    this.#pipeline = state;
    this.#status.state = state;
    this.#windows.show(state.windows, this.#selected.now.window);
    this.#connected(true);
  }

  #connected(isOpen: boolean): void {
    // What was known of the pipeline was known of the server before.
    if (!isOpen) this.#pipeline = undefined;
    this.#status.isOpen = isOpen;
    this.#stage.told(this.#pipeline, isOpen);
  }

  #toggle(name: string): void {
    const { lines } = this.#selected.now;
    const known = this.#stage.known(lines);
    if (lines.includes(name)) this.#selected.change({ lines: lines.filter(line => line !== name) });
    else if (known.length < LINES_MAX) this.#selected.change({ lines: [...known, name] });
  }

  async #pick(): Promise<void> {
    this.#picker.open(this.#fields, this.#selected.now.lines);
    // Fields of the user's own are known once a record had one.
    await this.#readFields();
  }

  #listenToKeys(): void {
    const actions = shortcuts({
      stepTicker: by => this.#watchlist.step(by),
      stepPage: by => this.#watchlist.stepPage(by),
      stepWindow: by => this.#windows.step(by),
      stepBar: by => this.#stage.view.step(by),
      filter: () => this.#watchlist.focusFilter(),
      pick: () => void this.#pick(),
      openExport: () => this.#export.open(),
      toggleTheme: () => this.#theme.toggle(),
      escape: () => (this.#export.isOpen ? this.#export.close() : this.#stage.view.unpoint()),
    });
    new Keyboard(actions);
  }
}
