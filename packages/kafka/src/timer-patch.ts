import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

const SUPPORTED = "2.2.4";

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 re-arms a timer of 0 or negative ms for every connection for ever: about 1,000 wake-ups a
 * second each, and a TimeoutNegativeWarning on Node 24. With nothing pending there is nothing to check: a request that
 * has to wait schedules its own check when it is queued. Applied once, to exactly the version it was written for.
 */
export function patchTimers(): void {
  const { version } = require("kafkajs/package.json") as { version: string };
  if (version !== SUPPORTED) {
    throw new Error(
      `kafkajs ${version} is installed, but its timer patch was made for ${SUPPORTED}: pin that version`,
    );
  }
  const queue = require("kafkajs/src/network/requestQueue") as { prototype: RequestQueue; patched?: boolean };
  if (queue.patched) return;
  queue.patched = true;
  const original = queue.prototype.scheduleCheckPendingRequests;
  queue.prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue) {
    if (this.pending.length > 0) original.call(this);
  };
}
