import type { PipelineState, Trouble } from "../src/api.ts";
import { byId, make } from "./dom.ts";

/** What starts the services that write features. */
const WRITERS = ["npm run ingestor", "npm run windower"];

/** What stands in the chart's place while there is no chart. */
export class Notice {
  readonly #element = byId("notice");
  #shown = "";

  hide(): void {
    this.#shown = "";
    this.#element.hidden = true;
  }

  /** No bar of any ticker is there yet. */
  nothing(state: PipelineState | undefined, isOpen: boolean | undefined): void {
    if (isOpen === false && !state) {
      this.#say("The dashboard’s server does not answer", [
        "This page goes on by itself as soon as it does.",
      ]);
    } else if (!state) this.#say("Loading", []);
    else if (state.trouble) this.#trouble(state.trouble);
    else if (state.read < 1) this.#progress(state.read);
    else {
      this.#say(
        "No features yet",
        [
          "Windows appear here as they close: the first ones a window’s length and some seconds after the first tick.",
          "Start what writes them:",
        ],
        WRITERS,
      );
    }
  }

  noSuch(ticker: string, window: string): void {
    this.#say(`No bars of ${ticker}`, [
      `None of its ${window} windows is held. It appears here when one closes.`,
    ]);
  }

  refused(ticker: string, said: string): void {
    this.#say(`The bars of ${ticker} cannot be shown`, [
      "The dashboard’s server refused to send them:",
      said,
    ]);
  }

  #trouble({ kind, said }: Trouble): void {
    if (kind === "away")
      this.#say("The broker does not answer", [said, "This page goes on by itself as soon as it does."]);
    else if (kind === "missing")
      this.#say(
        said.replace(/^there is no /, "No "),
        ["This page goes on by itself as soon as there is one. Start what makes it and what writes to it:"],
        ["npm run topics", ...WRITERS],
      );
    else
      this.#say("The features topic cannot be read", [
        said,
        "This page goes on by itself as soon as it can be.",
      ]);
  }

  #progress(read: number): void {
    this.#say("Catching up", ["Reading what the features topic holds of the last while."]);
    const progress =
      this.#element.querySelector("progress") ?? make("progress", { "aria-label": "History read", max: "1" });
    progress.value = read;
    if (!progress.isConnected) this.#element.append(progress);
  }

  #say(title: string, paragraphs: readonly string[], commands: readonly string[] = []): void {
    const said = [title, ...paragraphs, ...commands].join("\n");
    this.#element.hidden = false;
    if (said === this.#shown) return;
    this.#shown = said;
    this.#element.replaceChildren(
      make("strong", {}, title),
      ...paragraphs.filter(text => text !== "").map(text => make("p", {}, text)),
      ...commands.map(text => make("code", {}, text)),
    );
  }
}
