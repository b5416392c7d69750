import { encodePricing, type Pricing } from "@market/wire";

/** Of Yahoo's protocol: 1 sends the bare base64, 2 wraps it in an envelope. */
export type Version = 1 | 2;

/** A Protobuf message on its way to many sockets: each version's text is made once, and only if asked for. */
export class Frame {
  readonly #base64: string;
  #bare: Buffer | undefined;
  #wrapped: Buffer | undefined;

  constructor(base64: string) {
    this.#base64 = base64;
  }

  static of(pricing: Pricing): Frame {
    return new Frame(toBase64(encodePricing(pricing)));
  }

  text(version: Version): Buffer {
    if (version === 1) {
      this.#bare ??= Buffer.from(this.#base64);
      return this.#bare;
    }
    this.#wrapped ??= Buffer.from(frameText(this.#base64, 2));
    return this.#wrapped;
  }
}

/** Base64 has no character that JSON would escape. */
export function frameText(base64: string, version: Version): string {
  return version === 1 ? base64 : `{"type":"pricing","message":"${base64}"}`;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
