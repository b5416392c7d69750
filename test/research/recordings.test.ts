import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readRecording } from "@market/ingestor";
import { Refusal, readRecordings } from "@market/research";
import { inFolder } from "./folder.ts";
import { makeRecording, T } from "./recording.ts";

const tick = (time: number, received_time?: number) =>
  JSON.stringify({ ticker: "AMZN", time, price: 1, ...(received_time ? { received_time } : {}) });

async function refusalOf(folder: string, ...files: string[][]): Promise<string> {
  const names = files.map((_, i) => join(folder, `${i + 1}.jsonl`));
  for (const [i, lines] of files.entries()) await writeFile(names[i]!, lines.join("\n"));
  try {
    for await (const _ of readRecordings(names));
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.message.replaceAll(`${folder}/`, "");
  }
  return "none";
}

test("a file is read as the replay reads it", async () => {
  await inFolder(async folder => {
    const file = join(folder, "all.jsonl");
    // More than one chunk of it, and characters of several bytes.
    const lines = makeRecording(5, 12_000).map(line => line.replace("no frame", "kein Räuchermännchen"));
    await writeFile(file, lines.join("\n"));
    const expected = [];
    for await (const each of readRecording(file)) expected.push(each);
    const found = [];
    let bytes = 0;
    for await (const batch of readRecordings([file])) {
      found.push(...batch.recorded);
      bytes = batch.bytes;
    }
    assert.deepEqual(found, expected);
    assert.equal(bytes, Buffer.byteLength(lines.join("\n")));
    assert.ok(bytes > 1_048_576);
  });
});

test("files are read in order and whole, with characters that lie across what is read at once", async () => {
  await inFolder(async folder => {
    const files = ["a", "b"].map(name => join(folder, name));
    const line = (time: number) => JSON.stringify({ ticker: "A", time, price: 1, source: "€".repeat(997) });
    const times = Array.from({ length: 2_000 }, (_, i) => T + i * 1_000);
    const halves = [times.slice(0, 1_000), times.slice(1_000)];
    for (const [i, half] of halves.entries()) await writeFile(files[i]!, half.map(line).join("\n"));
    const read = [];
    let bytes = 0;
    for await (const batch of readRecordings(files)) {
      for (const each of batch.recorded)
        read.push(each.kind === "tick" && [each.tick.time, each.tick.source]);
      bytes = batch.bytes;
    }
    assert.deepEqual(
      read,
      times.map(time => [time, "€".repeat(997)]),
    );
    assert.equal(
      bytes,
      halves.flat().reduce((sum, time) => sum + Buffer.byteLength(line(time)) + 1, -2),
    );
  });
});

test("a line whose received time goes back is refused with its file and line", async () => {
  await inFolder(async folder => {
    const lines = [tick(T, T), "", tick(T, T + 2_000), tick(T, T + 1_999)];
    const expected =
      "1.jsonl line 4: received at 2024-04-16T14:00:01.999Z, behind 2024-04-16T14:00:02.000Z before it; " +
      "expected all lines of all files in order of received time";
    assert.equal(await refusalOf(folder, lines), expected);
    assert.match(await refusalOf(folder, [tick(T, T)], [tick(T, T - 1)]), /^2\.jsonl line 1: received at/);
  });
});

test("event times may go back, but files must be in order", async () => {
  await inFolder(async folder => {
    assert.equal(await refusalOf(folder, [tick(T), tick(T - 5_000)], ["?", tick(T - 500 + 1_000)]), "none");
    assert.match(
      await refusalOf(folder, [tick(T), tick(T + 5_000)], ["?", tick(T - 1)]),
      /^2\.jsonl line 2: received at .*, but the file before it begins at 2024-04-16T14:00:00.000Z/,
    );
    assert.match(await refusalOf(folder, [tick(T)], ["?"], [tick(T)]), /^3\.jsonl line 1/);
  });
});

test("what is no recording but one endless line is refused before it fills the memory", async () => {
  await inFolder(async folder => {
    assert.match(await refusalOf(folder, ["a", "x".repeat(5_000_000)]), /^1\.jsonl line 2 is longer than/);
  });
});
