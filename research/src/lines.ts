import { open } from "node:fs/promises";
import { Refusal } from "./refusal.ts";

const CHUNK_BYTES = 1_048_576;
/** A frame is at most 64 KiB: a line that is much longer is none of a recording. */
const LINE_MAX = 1_048_576;

export interface LineBatch {
  readonly lines: readonly string[];
  /** The number of the first of them, from 1. */
  readonly first: number;
  /** Bytes read so far. */
  readonly bytes: number;
}

/** A file's lines, some thousands at a time, without what ends them. */
export async function* readLines(file: string): AsyncGenerator<LineBatch, void> {
  const handle = await open(file).catch((error: Error) => {
    throw new Refusal(`${file} cannot be read: ${error.message}`);
  });
  try {
    const decoder = new TextDecoder();
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = "";
    let first = 1;
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
      bytes += bytesRead;
      const isEnd = bytesRead === 0;
      const text = rest + decoder.decode(chunk.subarray(0, bytesRead), { stream: !isEnd });
      const lines = text.split("\n");
      rest = isEnd ? "" : lines.pop()!;
      if (rest.length > LINE_MAX)
        throw new Refusal(
          `${file} line ${first + lines.length} is longer than ${LINE_MAX} characters: expected a frame or a tick a line`,
        );
      yield { lines, first, bytes };
      first += lines.length;
      if (isEnd) return;
    }
  } finally {
    await handle.close();
  }
}
