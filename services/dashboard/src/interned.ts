/** Strings by number. Each is kept as long as it is in use, so that nobody can fill the memory with names. */
export class Interned {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #uses: number[] = [];
  readonly #free: number[] = [];

  take(text: string): number {
    const number = this.#numbers.get(text) ?? this.#add(text);
    this.#uses[number]! += 1;
    return number;
  }

  /** To be called once for each `take`. */
  release(number: number): void {
    this.#uses[number]! -= 1;
    if (this.#uses[number]! > 0) return;
    this.#numbers.delete(this.#texts[number]!);
    this.#texts[number] = "";
    this.#free.push(number);
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }

  #add(text: string): number {
    const number = this.#free.pop() ?? this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts[number] = text;
    this.#uses[number] = 0;
    return number;
  }
}
