import type { PipelineState } from "../src/api.ts";
import { byId, make, setData, setText } from "./dom.ts";
import { pipelineWords } from "./pipeline-words.ts";
import { zoneName } from "./times.ts";

/** The quiet line at the bottom: how the pipeline is. Only its kind is a live region; figures that tick would never let a reader finish. */
export class StatusLine {
  #state: PipelineState | undefined;
  #isOpen: boolean | undefined;
  readonly #facts = byId("facts");

  constructor() {
    setText(byId("zone"), zoneName());
    byId("zone").title = "All times are of this zone";
  }

  set state(state: PipelineState) {
    this.#state = state;
    this.#draw();
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    this.#draw();
  }

  #draw(): void {
    const { kind, said, facts } = pipelineWords(this.#state, this.#isOpen);
    setData(byId("kind"), "kind", kind);
    setText(byId("kind"), said);
    while (this.#facts.childElementCount > facts.length) this.#facts.lastElementChild!.remove();
    for (const [at, fact] of facts.entries()) {
      const element = this.#facts.children[at] ?? this.#facts.appendChild(make("span"));
      setText(element, fact);
    }
    this.#facts.title = facts.join(" · ");
  }
}
