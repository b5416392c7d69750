import type { FieldMeaning } from "../src/api.ts";
import { byId, make, setText } from "./dom.ts";
import { LINES_MAX } from "./selection.ts";

/** The dialog that statistics are chosen in. The cursor stays in the search box; arrow keys move through what it found. */
export class Picker {
  readonly #dialog = byId<HTMLDialogElement>("statistics");
  readonly #input = byId<HTMLInputElement>("statistics-filter");
  readonly #list = byId("statistics-list");
  readonly #toggle: (name: string) => void;
  #fields: readonly FieldMeaning[] = [];
  #chosen: readonly string[] = [];
  #active = 0;

  constructor(toggle: (name: string) => void) {
    this.#toggle = toggle;
    this.#input.addEventListener("input", () => this.#draw(0));
    this.#dialog.addEventListener("keydown", event => this.#keyed(event));
    this.#list.addEventListener("click", event => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.#choose(option);
    });
  }

  open(fields: readonly FieldMeaning[], chosen: readonly string[]): void {
    this.fields = fields;
    this.#chosen = chosen;
    this.#input.value = "";
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#draw(0);
    this.#input.focus();
  }

  /** More fields became known. */
  set fields(fields: readonly FieldMeaning[]) {
    const isTime = ({ unit }: FieldMeaning) => Number(unit === "ms since the epoch");
    // Times of day come last: they can be drawn, but that is hardly what is looked for.
    this.#fields = fields.filter(({ isStatistic }) => isStatistic).sort((a, b) => isTime(a) - isTime(b));
    if (this.#dialog.open) this.#draw(this.#active);
  }

  /** What is chosen changed. */
  set chosen(chosen: readonly string[]) {
    this.#chosen = chosen;
    if (this.#dialog.open) this.#draw(this.#active);
  }

  #draw(active: number): void {
    const sought = this.#input.value.trim().toLowerCase();
    const found = this.#fields.filter(({ name, formula }) =>
      `${name} ${formula}`.toLowerCase().includes(sought),
    );
    // A name that begins with it, then one that holds it, then a formula that does.
    const rank = ({ name }: FieldMeaning) => (name.startsWith(sought) ? 0 : name.includes(sought) ? 1 : 2);
    if (sought !== "") found.sort((a, b) => rank(a) - rank(b));
    this.#list.replaceChildren(...found.map((field, at) => this.#option(field, at)));
    this.#activate(Math.min(active, found.length - 1));
    this.#hint(found.length);
  }

  #option({ name, unit, formula, nullWhen }: FieldMeaning, at: number): HTMLElement {
    const option = make(
      "div",
      {
        role: "option",
        id: `statistic-${at}`,
        "data-name": name,
        "aria-selected": String(this.#chosen.includes(name)),
      },
      make("b", {}, name),
      make("span", { class: "unit", "aria-hidden": "true" }, unit === "1" ? "" : unit),
    );
    if (formula !== "")
      option.append(make("span", { class: "formula", id: `formula-${at}`, "aria-hidden": "true" }, formula));
    if (formula !== "") option.setAttribute("aria-describedby", `formula-${at}`);
    if (nullWhen !== "") option.title = `Not defined when: ${nullWhen}`;
    return option;
  }

  /** An address may name others, which are not drawn and take no place. */
  get #chosenCount(): number {
    return this.#fields.filter(({ name }) => this.#chosen.includes(name)).length;
  }

  #hint(count: number): void {
    const chosen = this.#chosenCount;
    const rest = chosen >= LINES_MAX ? "Remove one to add another." : "Enter adds or removes, Esc closes.";
    setText(
      byId("statistics-hint"),
      count === 0 ? "No statistic like this." : `${chosen} of ${LINES_MAX} lines. ${rest}`,
    );
  }

  #activate(at: number): void {
    this.#active = Math.max(at, 0);
    const options = this.#list.querySelectorAll<HTMLElement>("[role=option]");
    for (const [index, option] of options.entries())
      option.classList.toggle("active", index === this.#active);
    const active = options[this.#active];
    if (active) this.#input.setAttribute("aria-activedescendant", active.id);
    else this.#input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  #choose(option: HTMLElement): void {
    const name = option.dataset.name!;
    if (this.#chosen.includes(name) || this.#chosenCount < LINES_MAX) {
      this.#active = [...this.#list.children].indexOf(option);
      this.#toggle(name);
    }
  }

  #keyed(event: KeyboardEvent): void {
    if (!this.#dialog.open) return;
    // By itself a search box would take the first Esc to empty itself.
    if (event.key === "Escape") {
      this.#dialog.close();
      event.preventDefault();
      return;
    }
    if ((event.target as Element).closest("button")) return;
    const count = this.#list.childElementCount;
    const to = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + 8,
      PageUp: this.#active - 8,
    }[event.key];
    if (to !== undefined) this.#activate(Math.min(Math.max(to, 0), count - 1));
    else if (event.key === "Enter") {
      const option = this.#list.children[this.#active];
      if (option) this.#choose(option as HTMLElement);
    } else return;
    event.preventDefault();
  }
}
