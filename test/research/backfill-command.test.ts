import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readRecording } from "@market/ingestor";
import { mainOf, runCommand } from "./command.ts";
import { inFolder } from "./folder.ts";
import { readCsv } from "./read-csv.ts";
import { makeRecording, T } from "./recording.ts";

const SETTINGS = { WINDOWS: "1m,5m/1m,session:30s", WAIT: "5s", TOPIC_PARTITIONS: "2" };

async function inRecording(
  seed: number,
  use: (file: string, folder: string, lines: readonly string[]) => Promise<void>,
): Promise<void> {
  await inFolder(async folder => {
    const file = join(folder, "recording.jsonl");
    const lines = makeRecording(seed, 2_500);
    await writeFile(file, lines.join("\n"));
    await use(file, folder, lines);
  });
}

/** The number that stands before `noun` in a summary. */
function numberOf(summary: string, noun: string): number {
  const [, digits] = new RegExp(`([\\d,]+) ${noun}`).exec(summary) ?? [];
  return Number(digits?.replaceAll(",", ""));
}

test("the summary accounts for every line, every tick and every record, and --late has the ticks that were late", async () => {
  await inRecording(21, async (file, folder, lines) => {
    const late = join(folder, "late.jsonl");
    const { code, stdout, stderr } = await runCommand("backfill", [file, "--late", late], SETTINGS);
    assert.equal(code, 0, stderr);
    const [, ...rows] = readCsv(stdout);
    assert.equal(numberOf(stderr, "features records"), rows.length);
    assert.equal(numberOf(stderr, "lines"), lines.filter(line => line !== "").length);
    assert.equal(
      numberOf(stderr, "lines"),
      numberOf(stderr, "ticks, ") + numberOf(stderr, "repeats") + numberOf(stderr, "refused"),
    );
    const [, verdicts] = /^ticks: (.*)$/m.exec(stderr)!;
    const judged = [...verdicts!.matchAll(/(\w+) ([\d,]+)/g)].map(
      ([, name, n]) => [name, Number(n!.replaceAll(",", ""))] as const,
    );
    assert.equal(
      judged.reduce((sum, [, n]) => sum + n, 0),
      numberOf(stderr, "ticks, "),
    );
    const names = judged.map(([name]) => name).sort();
    assert.deepEqual(
      names,
      ["duplicate", "folded", "future", "late", "snapshot"].filter(each => names.includes(each)),
    );
    assert.ok(
      ["folded", "future", "snapshot"].every(each => names.includes(each)),
      verdicts,
    );

    const lateLines = (await readFile(late, "utf8"))
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line));
    assert.equal(lateLines.length, numberOf(stderr, "ticks late"));
    assert.ok(lateLines.length > 10);
    for (const { ticker, time, late_ms, windows } of lateLines) {
      assert.ok(ticker && late_ms > 0 && windows.length > 0);
      for (const { window_start } of windows) assert.ok(window_start <= time && T - 600_000 < window_start);
    }
    let again = 0;
    for await (const { kind } of readRecording(late)) again += kind === "tick" ? 1 : 0;
    assert.equal(again, lateLines.length, "late ticks are a recording too");
  });
});

test("the user's own features have columns, and what they fail at is said", async () => {
  await inRecording(22, async (file, folder) => {
    const module = join(folder, "mine.ts");
    await writeFile(
      module,
      "export const busy = ({ length }: { length: number }) => length > 3 ? length : null;\n" +
        "export function broken(): number { throw new Error('not mine'); }\n",
    );
    const { code, stdout, stderr } = await runCommand("backfill", [file], {
      ...SETTINGS,
      FEATURE_MODULES: module,
    });
    assert.equal(code, 0, stderr);
    const [header, ...rows] = readCsv(stdout);
    const at = (name: string) => header!.indexOf(name);
    for (const row of rows) {
      const ticks = row[at("ticks")]!;
      assert.equal(row[at("custom.busy")], Number(ticks) > 3 ? ticks : "");
      assert.equal(row[at("custom.broken")], "");
    }
    assert.match(stderr, /custom feature broken is null in [\d,]+ windows \(threw\)/);
    assert.match(stderr, /not mine/);
  });
});

test("a reader that has seen enough ends it quietly", async () => {
  await inRecording(23, async file => {
    const line = `"${process.execPath}" "${mainOf("backfill")}" "${file}" --format jsonl | head -n 1`;
    const { stdout, stderr } = await promisify(execFile)("sh", ["-c", line], {
      env: { PATH: process.env.PATH, WINDOWS: "1s,2s,3s,4s,5s" },
    });
    assert.equal(JSON.parse(stdout).window, "1s");
    assert.equal(stderr, "");
  });
});

test("what is wrong is said with what was expected: exit code 2 for arguments and settings, 1 for files", async () => {
  await inRecording(24, async (file, folder, lines) => {
    const backwards = join(folder, "backwards.jsonl");
    await writeFile(
      backwards,
      lines
        .filter(line => line.includes("received_time"))
        .reverse()
        .join("\n"),
    );
    for (const [code, args, expected] of [
      [2, [], /^npm run backfill -- FILE/],
      [2, [file, "--format", "xml"], /^--format xml: expected one of csv, jsonl, parquet\n$/],
      [2, [file, "--format", "parquet"], /^--format parquet: expected --out FILE/],
      [
        2,
        [file, "--tail", "soon", "--out", join(folder, "no", "x.csv")],
        /^--out .*: expected a file in a folder[\s\S]*^--tail soon: expected a duration/m,
      ],
      [2, [file, "--out", file], /expected another file than the recording/],
      [2, [file, "--loud"], /'--loud'.*npm run backfill/],
      [1, [join(folder, "none.jsonl")], /none\.jsonl cannot be read: ENOENT/],
      [1, [folder], /is a folder: expected files of frames or ticks/],
      [1, [backwards, "--out", join(folder, "out.csv")], /backwards\.jsonl line 2: received at/],
    ] as const) {
      const ended = await runCommand("backfill", args, SETTINGS);
      assert.deepEqual([ended.code, ended.stdout], [code, ""], args.join(" "));
      assert.match(ended.stderr, expected);
      assert.doesNotMatch(ended.stderr, /\n {4}at /, "no stack");
    }
    const { code, stderr } = await runCommand("backfill", [file], { WINDOWS: "1x" });
    assert.equal(code, 2);
    assert.match(stderr, /^WINDOWS="1x": expected/);
    assert.deepEqual((await readdir(folder)).sort(), ["backwards.jsonl", "recording.jsonl"]);
  });
});

test("a run that is interrupted leaves nothing that looks whole", async () => {
  await inFolder(async folder => {
    const [pipe, out] = [join(folder, "pipe"), join(folder, "out.csv")];
    await promisify(execFile)("mkfifo", [pipe]);
    const child = spawn(process.execPath, [mainOf("backfill"), pipe, "--out", out], {
      env: { PATH: process.env.PATH },
      stdio: "pipe",
    });
    const ended = once(child, "exit");
    const writer = await open(pipe, "w");
    await writer.write(`${makeRecording(25, 500).join("\n")}\n`);
    while (!existsSync(`${out}.part`)) await new Promise(resolve => setTimeout(resolve, 20));
    child.kill("SIGINT");
    // What it waits for comes, and it hears.
    const feed = setInterval(() => void writer.write("?\n").catch(() => undefined), 50);
    assert.deepEqual(await ended, [1, null]);
    clearInterval(feed);
    await writer.close();
    assert.deepEqual(await readdir(folder), ["pipe"]);
  });
});

test("its scripts are the ones of package.json", async () => {
  const { scripts } = JSON.parse(
    await readFile(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8"),
  );
  assert.deepEqual(
    [scripts.features, scripts.backfill],
    ["node research/src/features.ts", "node research/src/backfill.ts"],
  );
});
