/** A program that does the windower's job with another engine. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  /** Fetches and compiles once, with progress. */
  prepare(progress: (text: string) => void, signal: AbortSignal): Promise<void>;
  /** The command to start. */
  command(): {
    readonly file: string;
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  };
}
