import assert from "node:assert/strict";
import type { Service } from "../e2e/service.ts";
import { saidBy } from "./secured-pair.ts";

/** Fails where a password can be read in a text, also as base64, as hex digits, or as bytes in JSON. */
export function assertHides(text: string, user: string, password: string): void {
  const bytes = Buffer.from(password);
  const sent = Buffer.from(`\0${user}\0${password}`);
  const forms = [password, encodeURIComponent(password), bytes.toString("hex"), bytes.join(",")];
  for (const form of [...forms, unpadded(bytes), unpadded(sent)]) {
    const at = text.indexOf(form);
    assert.equal(at, -1, `the password of ${user} is in: ${text.slice(Math.max(0, at - 200), at + 200)}`);
  }
}

/** The end of base64 text depends on what follows. */
function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.?=*$/, "");
}

/** All that a running service shows: what it has said, and its pages. */
export async function shownBy(service: Service, pages: readonly string[]): Promise<string> {
  const shown = await Promise.all(pages.map(async page => (await service.get(page)).text()));
  return `${saidBy(service)}\n${shown.join("\n")}`;
}

/** What SCRAM exchanges lets a password be guessed without asking the broker: none of it may be logged either. */
export function assertNoExchange(service: Service): void {
  const answers = service.lines.filter(({ msg }) => msg.startsWith("Response Sasl"));
  assert.ok(answers.length > 0, "no answer to a login in the log: is LOG_LEVEL debug?");
  for (const answer of answers) assert.ok(!("data" in answer), JSON.stringify(answer));
}
