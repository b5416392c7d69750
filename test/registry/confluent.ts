import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathOf } from "../examples/document.ts";
import { findPython, runPython } from "../examples/python.ts";
import { registryUrl } from "./registry-url.ts";

/** Runs a command of confluent.py on lines of text; returns the lines it printed. */
async function confluent(
  command: string,
  lines: readonly string[],
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const python = await findPython("test/registry/requirements.txt");
  const dir = await mkdtemp(join(tmpdir(), "market-confluent-"));
  try {
    const file = join(dir, "lines");
    await writeFile(file, lines.map(line => `${line}\n`).join(""));
    const script = pathOf("test/registry/confluent.py");
    const said = await runPython(python, [script, command, file, ...args], {
      TEST_REGISTRY_URL: registryUrl(),
      ...env,
    });
    return said.split("\n").filter(line => line !== "");
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export type Message = "Tick" | "Features";

/** Records as Confluent's deserialiser reads them: every field of the schema, null where it is absent. */
export async function deserialize<T>(message: Message, values: readonly Uint8Array[]): Promise<T[]> {
  const lines = values.map(value => Buffer.from(value).toString("base64"));
  return (await confluent("deserialize", lines, [message])).map(line => JSON.parse(line));
}

/** Values as Confluent's serialiser writes them for a topic, whose schema it registers by itself. */
export async function serialize(
  message: Message,
  topic: string,
  records: readonly object[],
): Promise<Buffer[]> {
  const lines = records.map(record => JSON.stringify(record));
  const values = await confluent("serialize", lines, [message, topic]);
  return values.map(value => Buffer.from(value, "base64"));
}

/** Writes ticks to a topic, `registered` ones with Confluent's serialiser, and a clock record at `now` to each partition. */
export async function produce(
  topic: string,
  ticks: readonly object[],
  now: number,
  brokers: string,
): Promise<void> {
  const lines = ticks.map(tick => JSON.stringify(tick));
  await confluent("produce", lines, [topic, String(now)], { KAFKA_BROKERS: brokers });
}
