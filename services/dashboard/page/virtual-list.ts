import { onceAFrame } from "./frame.ts";

/** Rows before and after those in sight, so that a turn of the wheel finds them drawn. */
const BEYOND = 6;

interface View<Item> {
  readonly element: HTMLElement;
  show(item: Item, index: number, count: number, isSelected: boolean): void;
}

/** A list of rows of one height (or, lying on its side, one width): only those in sight are in the document. */
export class VirtualList<Item> {
  readonly #scroller: HTMLElement;
  readonly #extent = document.createElement("div");
  readonly #nameOf: (item: Item) => string;
  readonly #makeView: () => View<Item>;
  readonly #shown = new Map<number, View<Item>>();
  #spare: View<Item>[] = [];
  #items: readonly Item[] = [];
  /** Its name: items that were read anew are others of the same names. */
  #selected: string | undefined;
  #sizePx = 44;
  #isAcross = false;
  /** Kept from the observer and the scroll event: reading them while drawing would make the browser lay out in between. */
  #roomPx = 0;
  #offsetPx = 0;
  readonly redraw = onceAFrame(() => this.#draw());

  constructor(scroller: HTMLElement, nameOf: (item: Item) => string, makeView: () => View<Item>) {
    this.#scroller = scroller;
    this.#nameOf = nameOf;
    this.#makeView = makeView;
    this.#extent.setAttribute("role", "presentation");
    scroller.append(this.#extent);
    const scrolled = () => {
      this.#offsetPx = this.#isAcross ? scroller.scrollLeft : scroller.scrollTop;
      this.redraw();
    };
    scroller.addEventListener("scroll", scrolled, { passive: true });
    new ResizeObserver(([entry]) => {
      if (entry) this.#roomPx = this.#isAcross ? entry.contentRect.width : entry.contentRect.height;
      scrolled();
    }).observe(scroller);
  }

  lay(isAcross: boolean, sizePx: number): void {
    this.#isAcross = isAcross;
    this.#sizePx = sizePx;
    this.#scroller.setAttribute("aria-orientation", isAcross ? "horizontal" : "vertical");
    this.#roomPx = isAcross ? this.#scroller.clientWidth : this.#scroller.clientHeight;
    this.#stretch();
    this.reveal();
  }

  set(items: readonly Item[], selected: string | undefined): void {
    const isMoved = selected !== this.#selected;
    this.#items = items;
    this.#selected = selected;
    this.#stretch();
    if (isMoved) this.reveal();
    this.redraw();
  }

  /** Scrolls no further than the selected row needs to be whole; one that is far off goes to the middle. */
  reveal(): void {
    const index = this.#items.findIndex(item => this.#nameOf(item) === this.#selected);
    if (index < 0) return;
    const start = index * this.#sizePx;
    const end = start + this.#sizePx;
    const before = this.#offsetPx;
    let to = before;
    if (start < before) to = start;
    else if (end > before + this.#roomPx) to = end - this.#roomPx;
    if (to === before) return;
    if (Math.abs(to - before) > 2 * this.#sizePx) to = Math.max(0, start - (this.#roomPx - this.#sizePx) / 2);
    this.#scroller.scrollTo(this.#isAcross ? { left: to, top: 0 } : { top: to, left: 0 });
    this.redraw();
  }

  get rowsInSight(): number {
    return Math.max(1, Math.floor(this.#roomPx / this.#sizePx));
  }

  #stretch(): void {
    const whole = `${this.#items.length * this.#sizePx}px`;
    this.#extent.style.height = this.#isAcross ? "100%" : whole;
    this.#extent.style.width = this.#isAcross ? whole : "100%";
  }

  #draw(): void {
    const from = Math.max(0, Math.floor(this.#offsetPx / this.#sizePx) - BEYOND);
    const to = Math.min(
      this.#items.length,
      Math.ceil((this.#offsetPx + this.#roomPx) / this.#sizePx) + BEYOND,
    );
    for (const [index, view] of this.#shown) {
      if (index >= from && index < to) continue;
      this.#shown.delete(index);
      this.#spare.push(view);
    }
    let active = "";
    for (let index = from; index < to; index++) {
      const item = this.#items[index]!;
      const view = this.#shown.get(index) ?? this.#place(index);
      const isSelected = this.#nameOf(item) === this.#selected;
      view.show(item, index, this.#items.length, isSelected);
      if (isSelected) active = view.element.id;
    }
    for (const view of this.#spare) view.element.remove();
    this.#spare = this.#spare.slice(0, 40);
    if (active === "") this.#scroller.removeAttribute("aria-activedescendant");
    else this.#scroller.setAttribute("aria-activedescendant", active);
  }

  /** Rows stand in the document in their order, whichever views they take: the one before is placed already. */
  #place(index: number): View<Item> {
    const view = this.#spare.pop() ?? this.#makeView();
    this.#shown.set(index, view);
    const px = index * this.#sizePx;
    view.element.style.transform = this.#isAcross ? `translateX(${px}px)` : `translateY(${px}px)`;
    const before = this.#shown.get(index - 1);
    if (before) before.element.after(view.element);
    else this.#extent.prepend(view.element);
    return view;
  }
}
