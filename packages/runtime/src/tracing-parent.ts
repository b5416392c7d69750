/** The header in which a trace travels: W3C Trace Context, level 1. */
export const TRACEPARENT_HEADER = "traceparent";

const LENGTH = 55;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Whether the text is a traceparent of version 00: any other is ignored, whoever wrote it. */
export function isTraceparent(text: string | undefined): text is string {
  return text?.length === LENGTH && TRACEPARENT.test(text);
}
