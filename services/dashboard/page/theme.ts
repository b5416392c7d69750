import { byId } from "./dom.ts";

const COLOURS = [
  "paper",
  "hairline",
  "edge",
  "ink",
  "soft",
  "quiet",
  "accent",
  "up",
  "down",
  "amber",
  "stripe",
] as const;

/** The style sheet's colours, resolved for the theme there is: what a canvas needs. */
export type Colours = Readonly<Record<(typeof COLOURS)[number], string>>;

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark: the system's, until the reader chooses. */
export class Theme {
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    dark.addEventListener("change", () => this.#apply());
    byId("theme").addEventListener("click", () => this.toggle());
    this.#apply();
  }

  toggle(): void {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // No storage for this page: the choice lasts as long as the page.
    }
    this.#apply();
  }

  #apply(): void {
    byId("theme").title = isDark() ? "Theme: dark (t)" : "Theme: light (t)";
    this.#changed();
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? dark.matches : chosen === "dark";
}

/** Reads them from an element, because a custom property itself still says light-dark(…, …). */
export function readColours(): Colours {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(COLOURS.map(name => [name, read(name)])) as Record<
    (typeof COLOURS)[number],
    string
  >;
  probe.remove();
  return colours;
}

/** The same colour, let through to `share`. */
export function faded(colour: string, share: number): string {
  const [red, green, blue] = colour.match(/[\d.]+/g) ?? [];
  return `rgba(${red}, ${green}, ${blue}, ${share})`;
}
