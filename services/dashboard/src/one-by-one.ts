import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";

/** Browsers and proxies ask the next thing when they have an answer. */
const WAITING_MAX = 32;

interface Line {
  last: Promise<void>;
  waiting: number;
}

/**
 * Answers what is asked on one connection one after the other, with a turn for others in between: however many requests
 * one packet brings, they take no more of the server than one. A connection on which too many wait is cut.
 */
export class OneByOne {
  readonly #lines = new WeakMap<Socket, Line>();
  readonly #onCut: () => void;

  constructor(onCut: () => void) {
    this.#onCut = onCut;
  }

  /** Calls `answer`, which never rejects, when it is this request's turn, if its client is still there. */
  async take(
    { socket }: IncomingMessage,
    response: ServerResponse,
    answer: () => Promise<void>,
  ): Promise<void> {
    if (socket.destroyed) return;
    const line = this.#lines.get(socket) ?? { last: Promise.resolve(), waiting: 0 };
    this.#lines.set(socket, line);
    if (line.waiting === WAITING_MAX) {
      this.#onCut();
      socket.destroy();
      return;
    }
    const isFirst = line.waiting === 0;
    line.waiting++;
    line.last = isFirst
      ? this.#answer(line, socket, response, answer)
      : line.last.then(async () => {
          await turn();
          await this.#answer(line, socket, response, answer);
        });
    await line.last;
  }

  async #answer(
    line: Line,
    socket: Socket,
    response: ServerResponse,
    answer: () => Promise<void>,
  ): Promise<void> {
    if (!socket.destroyed) {
      await answer();
      await ended(response);
    }
    line.waiting--;
  }
}

/** Resolves when the answer is gone, with its last bytes, or can no longer go. */
async function ended(response: ServerResponse): Promise<void> {
  if (response.writableFinished || response.destroyed) return;
  await new Promise<void>(resolve => {
    response.once("finish", resolve).once("close", resolve);
  });
}
