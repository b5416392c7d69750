import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";

/** Where text goes: a file, or standard output. */
export interface TextFile {
  /** Resolves when it may be written on; rejects with EPIPE where nobody reads any more. */
  write(text: string): Promise<void>;
  /** All of it is written. */
  close(): Promise<void>;
  /** It is not to be finished: nothing is left that looks whole. */
  abandon(): Promise<void>;
}

/** Standard output where `file` is undefined. */
export async function openTextFile(file: string | undefined): Promise<TextFile> {
  if (file === undefined) return { write: writeOut, close: async () => {}, abandon: async () => {} };
  const part = await partOf(file);
  const handle: FileHandle = await open(part, "w");
  return {
    write: async text => {
      await handle.writeFile(text);
    },
    close: async () => {
      await handle.close();
      await keep(part, file);
    },
    abandon: async () => {
      await handle.close();
      await drop(part, file);
    },
  };
}

/** What is being written gets this name until it is whole; what is no plain file (/dev/null, a pipe) has no other. */
export async function partOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined || found.isFile() ? `${file}.part` : file;
}

export async function keep(part: string, file: string): Promise<void> {
  if (part !== file) await rename(part, file);
}

export async function drop(part: string, file: string): Promise<void> {
  if (part !== file) await rm(part, { force: true });
}

async function writeOut(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, error => (error ? reject(error) : resolve()));
  });
}
