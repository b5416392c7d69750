/** A record to be appended, as kafkajs hands it to a broker. */
export interface Sent {
  readonly key: Buffer | string | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly headers?: Readonly<Record<string, Buffer | string>>;
}

/** A record as kafkajs has it after decoding a fetch. */
export interface Fetched {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

/** Who appends: the epoch and the sequence number of the first record are what makes retries idempotent. */
export interface Author {
  readonly producerId: number;
  readonly epoch: number;
  readonly sequence: number;
}

export function asBuffers(headers: Sent["headers"]): Record<string, Buffer> {
  const buffers: Record<string, Buffer> = {};
  for (const name in headers) buffers[name] = Buffer.from(headers[name] as string);
  return buffers;
}
