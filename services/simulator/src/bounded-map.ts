/** A Map of at most `sizeMax` entries: a new key beyond that drops the key inserted first. */
export class BoundedMap<K, V> extends Map<K, V> {
  readonly #sizeMax: number;

  constructor(sizeMax: number) {
    super();
    this.#sizeMax = sizeMax;
  }

  override set(key: K, value: V): this {
    super.set(key, value);
    if (this.size > this.#sizeMax) {
      const [oldest] = this.keys();
      this.delete(oldest as K);
    }
    return this;
  }
}
