import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { readConfig } from "@market/dashboard";
import { PAGE_PORT, pagePort } from "../../demo/src/page-port.ts";

test("the page is where the dashboard has it by default", () => {
  assert.equal(PAGE_PORT, readConfig({}).httpPort);
});

test("a page whose port is taken gets any other, and one whose port is free gets that", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  assert.equal(await pagePort(port), 0);
  other.close();
  await once(other, "close");
  assert.equal(await pagePort(port), port);
});
