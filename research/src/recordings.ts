import { parseRecorded, type Recorded } from "@market/ingestor";
import { readLines } from "./lines.ts";
import { Refusal } from "./refusal.ts";

export interface RecordedBatch {
  readonly recorded: readonly Recorded[];
  /** Bytes read so far, of all files. */
  readonly bytes: number;
}

/**
 * Reads recordings one after another, as `npm run replay` reads one: in order of received time. A line without a received
 * time that goes back was received when the line before it was. One whose own received time goes back is refused with its
 * file and line, and so is a file that begins no later than the one before it began: in the wrong order, ticks would be late.
 */
export async function* readRecordings(files: readonly string[]): AsyncGenerator<RecordedBatch, void> {
  const order = new Order();
  let before = 0;
  for (const file of files) {
    order.begin(file);
    let bytes = 0;
    for await (const batch of readLines(file)) {
      const recorded: Recorded[] = [];
      batch.lines.forEach((line, i) => {
        const text = line.trim();
        if (text !== "") recorded.push(order.put(text, batch.first + i));
      });
      bytes = batch.bytes;
      yield { recorded, bytes: before + bytes };
    }
    before += bytes;
  }
}

/** Holds the lines of all files to their order. */
class Order {
  #file = "";
  /** The received time of the latest line, and the latest that a line stated. */
  #latest = 0;
  #stated = 0;
  /** The received times that this file and the one before it began with; 0 while there are none. */
  #first = 0;
  #previousFirst = 0;

  begin(file: string): void {
    this.#file = file;
    if (this.#first > 0) this.#previousFirst = this.#first;
    this.#first = 0;
  }

  put(line: string, number: number): Recorded {
    const recorded = parseRecorded(line, 0);
    const { receivedTime } = recorded;
    if (this.#first === 0 && receivedTime > 0) this.#begins(receivedTime, number);
    // 0: it cannot be read.
    if (receivedTime > 0 && STATED.test(line)) {
      if (receivedTime < this.#stated)
        this.#refuse(number, receivedTime, `behind ${iso(this.#stated)} before it`);
      this.#stated = receivedTime;
    }
    if (receivedTime < this.#latest) return parseRecorded(line, this.#latest);
    this.#latest = receivedTime;
    return recorded;
  }

  #begins(receivedTime: number, number: number): void {
    if (receivedTime <= this.#previousFirst)
      this.#refuse(number, receivedTime, `but the file before it begins at ${iso(this.#previousFirst)}`);
    this.#first = receivedTime;
  }

  #refuse(number: number, receivedTime: number, why: string): never {
    throw new Refusal(
      `${this.#file} line ${number}: received at ${iso(receivedTime)}, ${why}; expected all lines of all files in order of received time`,
    );
  }
}

/** Whether a line says when it was received: else its event time stands for that. Parsing it again would take ten times as long. */
const STATED = /"received_time":\s*\d/;

const iso = (time: number) => new Date(time).toISOString();
