import { byId, make } from "./dom.ts";

export interface Action {
  /** As KeyboardEvent.key has them. */
  readonly keys: readonly string[];
  readonly does: string;
  run(key: string): void;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "Page ↑",
  PageDown: "Page ↓",
};

/** Keys that act wherever the focus is, but in a field, a dialog, or what uses that key itself. */
export class Keyboard {
  readonly #dialog = byId<HTMLDialogElement>("shortcuts");
  readonly #isOn = byId<HTMLInputElement>("keys-on");
  readonly #byKey = new Map<string, Action>();

  constructor(actions: readonly Action[]) {
    const help = { keys: ["?"], does: "These shortcuts", run: () => this.#dialog.showModal() };
    for (const action of [...actions, help]) {
      for (const key of action.keys) this.#byKey.set(key, action);
      const keys = action.keys.map(key => make("kbd", {}, NAMES[key] ?? key));
      byId("keys").append(make("dt", {}, ...keys), make("dd", {}, action.does));
    }
    this.#isOn.checked = stored() !== "off";
    this.#isOn.addEventListener("change", () => store(this.#isOn.checked ? "on" : "off"));
    byId("shortcuts-open").addEventListener("click", help.run);
    document.addEventListener("keydown", event => this.#keyed(event));
    for (const dialog of document.querySelectorAll("dialog")) closeByPointer(dialog);
  }

  #keyed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as Element;
    // A field of a dialog that was closed has the focus until the next frame.
    const isLeft = target.closest("dialog:not([open])") !== null;
    if (!isLeft && target.closest("input, textarea, select, dialog")) return;
    // Single characters must be possible to switch off (WCAG 2.1.4): who speaks to the browser speaks them by accident.
    if (event.key.length === 1 && !this.#isOn.checked) return;
    // The panel scrolls with keys of its own.
    if (target.id === "features" && /^(Arrow|Page|Home$|End$)/.test(event.key)) return;
    const action = this.#byKey.get(event.key);
    if (!action) return;
    event.preventDefault();
    action.run(event.key);
  }
}

function closeByPointer(dialog: HTMLDialogElement): void {
  dialog.querySelector(".close")?.addEventListener("click", () => dialog.close());
  // Beside the dialog is its backdrop, whose events are the dialog's own.
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close();
  });
}

function stored(): string | null {
  try {
    return localStorage.getItem("single-keys");
  } catch {
    return null;
  }
}

function store(value: string): void {
  try {
    localStorage.setItem("single-keys", value);
  } catch {
    // No storage for this page: the choice lasts as long as the page.
  }
}
