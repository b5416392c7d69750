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
    this.#chosen = chosen;
    const names = windows.map(({ window }) => window);
    if (names.join("\n") !== this.#names.join("\n")) {
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
      if (name === chosen) button.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
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
