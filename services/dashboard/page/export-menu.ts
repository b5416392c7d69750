import { byId } from "./dom.ts";
import { exportUrl } from "./fetches.ts";

export interface Exported {
  readonly ticker: string;
  readonly window: string;
  /** window_start of the first and the last bar in sight. */
  readonly from: number;
  readonly to: number;
}

/** The button "Export" and its two links, which are always those of what is in sight. */
export class ExportMenu {
  readonly #button = byId<HTMLButtonElement>("export-open");
  readonly #menu = byId("export-menu");
  readonly #links = {
    csv: byId<HTMLAnchorElement>("export-csv"),
    parquet: byId<HTMLAnchorElement>("export-parquet"),
  };
  readonly #seen: () => Exported | undefined;

  constructor(seen: () => Exported | undefined) {
    this.#seen = seen;
    this.#button.addEventListener("click", () => this.#show(!this.isOpen));
    document.addEventListener("pointerdown", event => {
      if (!this.#button.parentElement!.contains(event.target as Node)) this.#show(false);
    });
    this.#menu.addEventListener("click", () => this.#show(false));
    this.#button.parentElement!.addEventListener("keydown", event => this.#keyed(event));
    this.#button.parentElement!.addEventListener("focusout", event => {
      const next = event.relatedTarget as Node | null;
      if (next && !this.#button.parentElement!.contains(next)) this.#show(false);
    });
  }

  open(): void {
    this.#show(true);
    this.#links.csv.focus();
  }

  get isOpen(): boolean {
    return this.#menu.hidden === false;
  }

  close(): void {
    this.#show(false);
  }

  /** The range in sight changed. */
  refresh(): void {
    const seen = this.#seen();
    this.#button.disabled = seen === undefined;
    if (!seen || this.#menu.hidden) return;
    const wanted = { ...seen, to: seen.to + 1 };
    this.#links.csv.href = exportUrl(wanted, "csv");
    this.#links.parquet.href = exportUrl(wanted, "parquet");
  }

  #show(isOpen: boolean): void {
    if (isOpen && !this.#seen()) return;
    this.#menu.hidden = !isOpen;
    this.#button.setAttribute("aria-expanded", String(isOpen));
    this.refresh();
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.isOpen) {
      this.#show(false);
      this.#button.focus();
    } else if (this.isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      (event.target === this.#links.csv ? this.#links.parquet : this.#links.csv).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
