import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ServiceProcess } from "../../demo/src/service-process.ts";

const GONE_MS_MAX = 10_000;
const urlIn = (line: string) => /ws:\S+/.exec(line)?.[0];

test("a service is gone once it is stopped, and that is no failure", async () => {
  const service = new ServiceProcess("simulator", { ...process.env, SIMULATOR_PORT: "0" }, () => {});
  const url = await service.find(urlIn, AbortSignal.timeout(10_000));
  assert.equal(await answers(url!), true);
  await service.stop();
  assert.equal(await answers(url!), false);
  const outcome = await Promise.race([service.failed, sleep(50, "no failure")]);
  assert.equal(outcome, "no failure");
});

test("a service that ends by itself is reported with its exit code and its last lines", async () => {
  const service = new ServiceProcess("simulator", { ...process.env, SIMULATOR_PORT: "none" }, () => {});
  const expected =
    /the simulator ended by itself \(exit code 2\); its last lines:\n.*\n.*SIMULATOR_PORT="none"/;
  await assert.rejects(service.failed, expected);
  await assert.rejects(service.find(urlIn, AbortSignal.timeout(10_000)), expected);
  await service.stop();
});

test("a service does not outlive the process that started it, not even if that is killed", async t => {
  const path = fileURLToPath(new URL("starts-a-simulator.ts", import.meta.url));
  const parent = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => parent.kill("SIGKILL"));
  const [line] = await once(createInterface({ input: parent.stdout }), "line");
  const url = urlIn(line)!;
  assert.equal(await answers(url), true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  const deadline = performance.now() + GONE_MS_MAX;
  while ((await answers(url)) && performance.now() < deadline) await sleep(50);
  assert.equal(await answers(url), false);
});

function answers(url: string): Promise<boolean> {
  return fetch(`http://${new URL(url).host}/stats`).then(
    ({ ok }) => ok,
    () => false,
  );
}
