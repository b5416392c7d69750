import type { Edit } from "./edit.ts";

/** One way to break the windower that the simulation has to notice. */
export interface Mutation {
  readonly name: string;
  readonly edits: readonly Edit[];
}

const KAFKA = "packages/kafka/src";
const WINDOWING = "packages/windowing/src";
const WINDOWER = "services/windower/src";

const mutation = (name: string, ...edits: readonly Edit[]): Mutation => ({ name, edits });
const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

export const MUTATIONS: readonly Mutation[] = [
  mutation(
    "the fence removed",
    edit(`${KAFKA}/task-log.ts`, "    await this.#producer.fence();\n", ""),
    edit(
      `${KAFKA}/task-producer.ts`,
      "    await this.#producer.begin(",
      "    await this.#fenceOnce();\n    await this.#producer.begin(",
    ),
    edit(
      `${KAFKA}/task-producer.ts`,
      "  async close(): Promise<void> {",
      "  #fenced: Promise<void> | undefined;\n  async #fenceOnce() { await (this.#fenced ??= this.fence()); }\n\n  async close(): Promise<void> {",
    ),
  ),
  mutation(
    "the checkpoint read before the fence",
    edit(
      `${KAFKA}/task-log.ts`,
      `    await this.#producer.fence();
    const checkpoint = await reader.lastCheckpoint(topics.checkpoints, this.partition);`,
      `    const checkpoint = await reader.lastCheckpoint(topics.checkpoints, this.partition);
    await this.#producer.fence();`,
    ),
  ),
  mutation(
    "restart at the position instead of the low-water offset",
    edit(
      `${WINDOWER}/task.ts`,
      "this.startOffset = state?.low_water;",
      "this.startOffset = state?.position;",
    ),
    edit(`${WINDOWER}/task.ts`, "lowWater: state.low_water,", "lowWater: state.position,"),
  ),
  mutation(
    "watermarks forgotten on restore",
    edit(
      `${WINDOWING}/state.ts`,
      "series.watermark = state.watermark ?? Number.NEGATIVE_INFINITY;",
      "series.watermark = Number.NEGATIVE_INFINITY;",
    ),
    edit(`${WINDOWING}/state.ts`, "series.settle(received, state.wait_ms, state.position);", ""),
  ),
  mutation(
    "what windows carry on forgotten on restore",
    edit(
      `${WINDOWING}/state.ts`,
      "series.carries[index] = restoreCarry(saved, saved.counter);",
      "restoreCarry(saved, saved.counter);",
    ),
  ),
  mutation(
    "what sessions are closed through forgotten on restore",
    edit(`${WINDOWING}/state.ts`, "if (saved.closed_through !== null)", "if (false)"),
  ),
  mutation(
    "leads forgotten on restore",
    edit(
      `${WINDOWING}/state.ts`,
      "series.lead.previous = state.previous_lead ?? Number.NEGATIVE_INFINITY;",
      "series.lead.current = Number.NEGATIVE_INFINITY;",
    ),
  ),
  mutation(
    "open gaps forgotten on restore",
    edit(`${WINDOWING}/state.ts`, "series.gaps.openFrom = state.open_gap ?? Number.POSITIVE_INFINITY;", ""),
  ),
  mutation(
    "changed tickers left out of a checkpoint",
    edit(
      `${WINDOWING}/windower.ts`,
      "    series.isChanged = true;\n    this.#changed.push(series);",
      "    series.isChanged = true;\n    if (series.isChanged) return;\n    this.#changed.push(series);",
    ),
  ),
  mutation(
    "windows closed by a timer when nothing comes",
    edit(
      `${WINDOWING}/windower.ts`,
      "  /** Takes everything that was closed",
      `  tick0(): void {
    const time = this.#received.maxAfter(-1) + 60_000;
    if (!(this.#due.earliest <= time) || this.#closing) return;
    this.#received.push(this.#position - 1, time);
    this.#closing = this.#closeDue(time);
    while (this.#closing) this.close(1);
  }

  /** Takes everything that was closed`,
    ),
    edit(
      `${WINDOWER}/task.ts`,
      "    const { offset, timestamp } = records.columns;\n    for",
      "    const { offset, timestamp } = records.columns;\n    if (records.length === 0) this.#windower.tick0();\n    for",
    ),
  ),
  mutation(
    "the same producer used again after an error",
    edit(`${KAFKA}/task-log.ts`, "    await this.close();\n    if (!this.isOurs)", "    if (!this.isOurs)"),
    edit(
      `${KAFKA}/task-log.ts`,
      `    this.#producer = new TaskProducer(kafka, group, topics, this.partition);
    await this.#producer.fence();`,
      `    if (this.#producer === undefined) {
      this.#producer = new TaskProducer(kafka, group, topics, this.partition);
      await this.#producer.fence();
    }`,
    ),
  ),
  mutation(
    "late ticks in a transaction of their own",
    edit(
      `${KAFKA}/task-producer.ts`,
      "    const topics = this.#topics;\n",
      `    const topics = this.#topics;
    if (lateTicks.length > 0) {
      await this.#producer.begin([topics.lateTicks], this.#partition, this.#group);
      await this.#send([{ topic: topics.lateTicks, records: lateTicks }]);
      await this.#producer.end();
    }
`,
    ),
    edit(`${KAFKA}/task-producer.ts`, "      { topic: topics.lateTicks, records: lateTicks },\n", ""),
  ),
  mutation(
    "the checkpoint in a transaction of its own, first",
    edit(
      `${KAFKA}/task-producer.ts`,
      "    const topics = this.#topics;\n",
      `    const topics = this.#topics;
    await this.#producer.begin([topics.checkpoints], this.#partition, this.#group);
    await this.#send([{ topic: topics.checkpoints, records: checkpoint }]);
    await this.#producer.end();
`,
    ),
    edit(
      `${KAFKA}/task-producer.ts`,
      "      { topic: topics.checkpoints, records: checkpoint },\n    ].filter",
      "    ].filter",
    ),
  ),
  mutation(
    "records appended outside of the transaction",
    edit(
      `${KAFKA}/transactional-producer.ts`,
      "await deliver(this.#cluster, encoded, { transactionalId: this.#id });",
      "void deliver(this.#cluster, encoded, { transactionalId: this.#id }).catch(() => undefined);",
    ),
  ),
  mutation(
    "a failed commit taken for one that succeeded",
    edit(
      `${KAFKA}/task-log.ts`,
      "await this.#producer.commit(commit);",
      "await this.#producer.commit(commit).catch(() => undefined);",
    ),
  ),
  mutation(
    "an overtaken owner starts again",
    edit(`${KAFKA}/task-log.ts`, "return !this.#options.inbox.isClosed;", "return true;"),
  ),
  mutation(
    "only the last record of a checkpoint's chain read",
    edit(`${KAFKA}/partition-reader.ts`, "return records.slice(-chain);", "return records.slice(-1);"),
  ),
  mutation(
    "an older checkpoint taken for the last",
    edit(`${KAFKA}/partition-reader.ts`, "const EMPTY_MAX = 10;", "const EMPTY_MAX = 1;"),
  ),
  mutation(
    "dead letters of replayed records published again",
    edit(
      `${WINDOWER}/task.ts`,
      "    if (record.offset < this.#restoredPosition) return;\n    const { topic",
      "    const { topic",
    ),
  ),
  mutation(
    "late ticks of replayed records published again",
    edit(`${WINDOWING}/windower.ts`, "if (isLate && !isReplayed)", "if (isLate)"),
  ),
  mutation(
    "an answer for another offset accepted",
    edit(`${KAFKA}/tick-fetcher.ts`, "if (inbox.next === offset) inbox.put(", "inbox.put("),
    edit(
      `${KAFKA}/inbox.ts`,
      "if (this.#failure && this.#batches.length === 0)",
      "if (this.#failure && this.#count < 0)",
    ),
    edit(`${KAFKA}/inbox.ts`, "    this.#batches = [];\n    this.#count = 0;\n", ""),
  ),
  mutation(
    "batches of aborted records only not passed over",
    edit(
      `${KAFKA}/tick-fetcher.ts`,
      "if (inbox.next === offset) inbox.put(",
      "if (inbox.next === offset && fetched.records.length > 0) inbox.put(",
    ),
  ),
  mutation(
    "aborted records taken for committed ones",
    edit(
      `${KAFKA}/record-set.ts`,
      "return !(batch.isTransactional && open.has(batch.producerId));",
      "return true;",
    ),
  ),
  mutation(
    "ticks that were deleted unread not flagged",
    edit(`${WINDOWER}/run-task.ts`, "    task.missRecords();\n", ""),
  ),
];
