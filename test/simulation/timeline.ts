/** Whose code an event runs. What belongs to a process that has crashed is dropped, what belongs to a paused one waits. */
export interface Owner {
  readonly name: string;
  readonly isAlive: boolean;
  readonly isPaused: boolean;
  /** Keeps the event until the process goes on. */
  hold(event: Event): void;
}

export interface Event {
  time: number;
  sequence: number;
  /** Undefined for the world: the broker, the network, the faults. It runs none of our code and resolves no promise. */
  readonly owner: Owner | undefined;
  readonly run: () => void;
  isCancelled: boolean;
}

/** Any time will do: received times are the log's own. */
const EPOCH = Date.UTC(2024, 0, 1);

/**
 * Virtual time: events in order of (time, sequence). Between two events of processes all microtasks run, so that what
 * happens is a function of the events alone.
 */
export class Timeline {
  now = EPOCH;
  /** The process whose code is running; it owns the timers that are set meanwhile. */
  current: Owner | undefined;
  /** Of the events that were run. */
  count = 0;
  readonly #heap: Event[] = [];
  #sequence = 0;

  get elapsed(): number {
    return this.now - EPOCH;
  }

  after(ms: number, owner: Owner | undefined, run: () => void): Event {
    const time = this.now + Math.max(0, ms);
    return this.#push({ time, sequence: 0, owner, run, isCancelled: false });
  }

  /** Puts an event that was held back in, at the present. */
  release(event: Event): void {
    event.time = this.now;
    this.#push(event);
  }

  /**
   * Runs until `isOver`. Events of processes are run from the tick queue, each behind the microtasks of the one before:
   * Node runs the tick queue only when no microtask is left. With `strict` each event takes a turn of the event loop
   * (four times as long), at whose end Node reports promises that were rejected and are not handled yet.
   */
  run(isOver: () => boolean, strict = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = () => (strict ? setImmediateReal(step) : process.nextTick(step));
      const step = () => {
        try {
          if (!this.#runOne(isOver)) return resolve();
        } catch (error) {
          return reject(error);
        }
        queueMicrotask(next);
      };
      next();
    });
  }

  /** Runs events up to and including the next one of a process; false when there is none or it is over. */
  #runOne(isOver: () => boolean): boolean {
    for (;;) {
      this.current = undefined;
      if (isOver()) return false;
      const event = this.#pop();
      if (event === undefined) return false;
      const { owner, isCancelled } = event;
      if (isCancelled || owner?.isAlive === false) continue;
      if (event.time > this.now) this.now = event.time;
      if (owner?.isPaused) {
        owner.hold(event);
        continue;
      }
      this.count++;
      this.current = owner;
      event.run();
      if (owner !== undefined) return true;
    }
  }

  #push(event: Event): Event {
    event.sequence = this.#sequence++;
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
    return event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const setImmediateReal = setImmediate;

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}
