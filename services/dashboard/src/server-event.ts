/** An event of a stream as text/event-stream has it. `data` is JSON, which has no line breaks. */
export function serverEvent(event: string, data: string, id?: string): Uint8Array {
  return Buffer.from(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
}
