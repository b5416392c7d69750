import { createRequire } from "node:module";
import { promisify } from "node:util";
import { gunzip, gzip, zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs from "kafkajs";

const require = createRequire(import.meta.url);
// Neither has types.
const snappy = require("snappyjs") as {
  compress(data: Uint8Array): Uint8Array;
  uncompress(data: Uint8Array, bytesMax?: number): Uint8Array;
};
const lz4 = require("lz4js") as {
  compress(data: Uint8Array): Uint8Array;
  decompress(data: Uint8Array, bytesMax?: number): Uint8Array;
  decompressBound(data: Uint8Array): number;
};

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(data: Buffer): Promise<Buffer>;
}

const compressGzip = promisify(gzip);
const decompressGzip = promisify(gunzip);
const compressZstd = promisify(zstdCompress);
const decompressZstd = promisify(zstdDecompress);

/** Brokers limit what is sent (1 MiB by default), not what becomes of it: a batch of zeros could fill any memory. */
const INFLATED_BYTES_MAX = 64 * 1_048_576;
const BOUND = { maxOutputLength: INFLATED_BYTES_MAX };

/** kafkajs brings gzip only, without a bound, and one batch of another kind would end a reader at every start again. */
export function registerCodecs(): void {
  const { CompressionCodecs: codecs, CompressionTypes: types } = kafkajs;
  codecs[types.GZIP] = () => GZIP;
  codecs[types.Snappy] = () => SNAPPY;
  codecs[types.LZ4] = () => LZ4;
  codecs[types.ZSTD] = () => ZSTD;
}

const GZIP: Codec = {
  compress: async ({ buffer }) => await compressGzip(buffer),
  decompress: async data => await decompressGzip(data, BOUND),
};

const ZSTD: Codec = {
  compress: async ({ buffer }) => await compressZstd(buffer),
  decompress: async data => await decompressZstd(data, BOUND),
};

const LZ4: Codec = {
  compress: async ({ buffer }) => Buffer.from(lz4.compress(buffer)),
  decompress: async data => {
    if (lz4.decompressBound(data) > INFLATED_BYTES_MAX) throw tooLarge();
    return Buffer.from(lz4.decompress(data, INFLATED_BYTES_MAX));
  },
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
    yield snappy.uncompress(data, INFLATED_BYTES_MAX);
    return;
  }
  let bytes = 0;
  for (let at = XERIAL_BYTES; at < data.length; ) {
    const end = at + 4 + data.readInt32BE(at);
    const block = snappy.uncompress(data.subarray(at + 4, end), INFLATED_BYTES_MAX - bytes);
    bytes += block.length;
    yield block;
    at = end;
  }
}

function tooLarge(): RangeError {
  return new RangeError(`a record batch is over ${INFLATED_BYTES_MAX} bytes uncompressed`);
}
