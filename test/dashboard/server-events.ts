/** An event of a text/event-stream. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** The events of some whole ones, read as the HTML standard says, as far as ours go. */
export function eventsOf(bytes: Uint8Array | string): ServerEvent[] {
  const text = typeof bytes === "string" ? bytes : Buffer.from(bytes).toString();
  return text
    .split("\n\n")
    .filter(block => block !== "")
    .map(block => {
      const fields = new Map(
        block.split("\n").map(line => [line.split(": ", 1)[0]!, line.slice(line.indexOf(": ") + 2)]),
      );
      return {
        event: fields.get("event") ?? "message",
        data: fields.get("data") ?? "",
        id: fields.get("id"),
      };
    });
}
