import type { WindowSummary } from "../src/api.ts";
import { byId, make } from "./dom.ts";

/** The choice of window: one stop of the Tab key, arrow keys inside. */
export class Windows {
  readonly #group = byId("windows");
  readonly #choose: (window: string) => void;
  #names: string[] = [];
  #chosen = "";

  constructor(choose: (window: string) => void) {
    this.#choose = choose;
    this.#group.addEventListener("click", event => {
      const name = (event.target as Element).closest<HTMLElement>("[role=radio]")?.dataset.name;
      if (name !== undefined) choose(name);
    });
    this.#group.addEventListener("keydown", event => this.#keyed(event));
  }

  show(windows: readonly WindowSummary[], chosen: string): void {
    const names = windows.map(({ window }) => window);
    const isOther = names.join("\n") !== this.#names.join("\n");
    if (!isOther && chosen === this.#chosen) return;
    this.#chosen = chosen;
    if (isOther) {
      this.#names = names;
      this.#group.replaceChildren(
        ...windows.map(({ window, kind }) =>
          make(
            "button",
            { type: "button", role: "radio", "data-name": window, title: `${kind} window` },
            window,
          ),
        ),
      );
    }
    const tabbed = names.includes(chosen) ? chosen : names[0];
    for (const button of this.#group.querySelectorAll("button")) {
      const name = button.dataset.name;
      button.setAttribute("aria-checked", String(name === chosen));
      button.tabIndex = name === tabbed ? 0 : -1;
      if (name === chosen) this.#reveal(button);
    }
  }

  /** Within the strip: the browser's own way would scroll the page as well. */
  #reveal(button: HTMLElement): void {
    const strip = this.#group.getBoundingClientRect();
    const { left, right } = button.getBoundingClientRect();
    if (left < strip.left) this.#group.scrollLeft -= strip.left - left;
    else if (right > strip.right) this.#group.scrollLeft += right - strip.right;
  }

  step(by: number): void {
    if (this.#names.length === 0) return;
    const at = this.#names.indexOf(this.#chosen);
    this.#choose(this.#names[(at + by + this.#names.length) % this.#names.length]!);
  }

  #keyed(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.step(by);
    this.#group.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
  }
}
