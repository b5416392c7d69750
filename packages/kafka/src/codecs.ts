import { createRequire } from "node:module";
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs from "kafkajs";

const require = createRequire(import.meta.url);
// Neither has types.
const snappy = require("snappyjs") as {
  compress(data: Uint8Array): Uint8Array;
  uncompress(data: Uint8Array): Uint8Array;
};
const lz4 = require("lz4js") as {
  compress(data: Uint8Array): Uint8Array;
  decompress(data: Uint8Array): Uint8Array;
};

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(data: Buffer): Promise<Buffer>;
}

const compressZstd = promisify(zstdCompress);
const decompressZstd = promisify(zstdDecompress);

/** kafkajs brings gzip only, and one batch of another kind would end a reader at every start again. */
export function registerCodecs(): void {
  const { CompressionCodecs: codecs, CompressionTypes: types } = kafkajs;
  codecs[types.Snappy] = () => SNAPPY;
  codecs[types.LZ4] = () => LZ4;
  codecs[types.ZSTD] = () => ZSTD;
}

const ZSTD: Codec = {
  compress: async ({ buffer }) => await compressZstd(buffer),
  decompress: async data => await decompressZstd(data),
};

const LZ4: Codec = {
  compress: async ({ buffer }) => Buffer.from(lz4.compress(buffer)),
  decompress: async data => Buffer.from(lz4.decompress(data)),
};

const SNAPPY: Codec = {
  compress: async ({ buffer }) => Buffer.from(snappy.compress(buffer)),
  decompress: async data => Buffer.concat([...snappyBlocks(data)]),
};

/** What the Java client writes: this, a version and the oldest compatible one (4 bytes each), then blocks with their length. */
const XERIAL = Buffer.from([0x82, ...Buffer.from("SNAPPY"), 0]);
const XERIAL_BYTES = 16;

/** Other clients write one block without a frame. */
function* snappyBlocks(data: Buffer): Generator<Uint8Array, void> {
  if (!data.subarray(0, XERIAL.length).equals(XERIAL)) {
    yield snappy.uncompress(data);
    return;
  }
  for (let at = XERIAL_BYTES; at < data.length; ) {
    const end = at + 4 + data.readInt32BE(at);
    yield snappy.uncompress(data.subarray(at + 4, end));
    at = end;
  }
}
