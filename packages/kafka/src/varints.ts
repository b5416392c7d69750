/** Reads Kafka's zigzag varints where they lie; `at` is behind the last one read. Whoever reads has to look that it is not past the end. */
export class VarintReader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** One from -2^52 to 2^52; larger ones lose their lowest bits. */
  next(): number {
    const first = this.bytes[this.at++]!;
    // Lengths and deltas of neighbours nearly always have one byte.
    return first < 0x80 ? (first >>> 1) ^ -(first & 1) : this.#long(first);
  }

  #long(first: number): number {
    const { bytes } = this;
    let low = first & 0x7f;
    let shift = 7;
    for (let byte = 0x80; byte >= 0x80 && shift < 28; shift += 7) {
      byte = bytes[this.at++]!;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let value = low;
    let scale = 2 ** 28;
    for (let byte = 0x80; byte >= 0x80; scale *= 128) {
      byte = bytes[this.at++]!;
      value += (byte & 0x7f) * scale;
      if (byte === undefined || scale > 2 ** 63) throw new RangeError("a varint does not end");
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
