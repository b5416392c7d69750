import type { Action } from "./keyboard.ts";

/** What the page can do by a key. */
interface Doable {
  stepTicker(by: number): void;
  stepPage(by: number): void;
  stepWindow(by: number): void;
  stepBar(by: number): void;
  filter(): void;
  pick(): void;
  openExport(): void;
  toggleTheme(): void;
  escape(): void;
}

/** The keys and what they do, in the order of the help. */
export function shortcuts(page: Doable): Action[] {
  const either = (back: string, run: (by: number) => void) => (key: string) => run(key === back ? -1 : 1);
  return [
    {
      keys: ["ArrowUp", "ArrowDown", "k", "j"],
      does: "Previous, next ticker",
      run: key => page.stepTicker(key === "ArrowUp" || key === "k" ? -1 : 1),
    },
    {
      keys: ["PageUp", "PageDown"],
      does: "A page of tickers",
      run: either("PageUp", by => page.stepPage(by)),
    },
    {
      keys: ["Home", "End"],
      does: "First, last ticker",
      run: either("Home", by => page.stepTicker(by * Infinity)),
    },
    { keys: ["/"], does: "Filter tickers", run: () => page.filter() },
    { keys: ["[", "]"], does: "Previous, next window", run: either("[", by => page.stepWindow(by)) },
    {
      keys: ["ArrowLeft", "ArrowRight"],
      does: "Crosshair a bar back, on",
      run: either("ArrowLeft", by => page.stepBar(by)),
    },
    { keys: ["a"], does: "Add a statistic", run: () => page.pick() },
    { keys: ["e"], does: "Export", run: () => page.openExport() },
    { keys: ["t"], does: "Light or dark", run: () => page.toggleTheme() },
    { keys: ["Escape"], does: "Close, or let go of the crosshair", run: () => page.escape() },
  ];
}
