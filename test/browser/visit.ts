import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContextOptions } from "playwright-core";
import type { BrowserContext, Page } from "./chromium.ts";
import type { Site } from "./site.ts";

/** Nothing here takes a second alone; the machine may be busy. */
const ACTION_MS_MAX = 30_000;

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Goes to the page; `query` with its question mark. */
  open(query?: string): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** What Chromium itself may write to the console: an outage's requests fail, and it says so. */
  readonly allowed?: RegExp;
  /** Where the page is, unless at the site itself. */
  readonly origin?: () => string;
}

/**
 * A test in a browser's context of its own. At its end it fails if the page wrote an error or a warning to the console, threw
 * an error that nobody caught, was refused something by its own content security policy, or asked another origin for anything.
 */
export function visitTest(
  name: string,
  site: Pick<Site, "browser" | "origin">,
  body: (visit: Visit) => Promise<void>,
  { allowed, origin: originOf = () => site.origin, ...options }: VisitOptions = {},
): void {
  test(name, async () => {
    const context = await site.browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    context.setDefaultTimeout(ACTION_MS_MAX);
    const faults: string[] = [];
    const origin = originOf();
    await watch(context, origin, fault => {
      if (!allowed?.test(fault)) faults.push(fault);
    });
    const page = await context.newPage();
    const open = async (query = "") => void (await page.goto(`${origin}/${query}`));
    try {
      await body({ page, context, open });
    } catch (error) {
      if (error instanceof Error && faults.length > 0)
        error.message += `\nand meanwhile: ${faults.join("\n")}`;
      throw error;
    } finally {
      await context.close();
    }
    assert.deepEqual(faults, []);
  });
}

async function watch(
  context: BrowserContext,
  origin: string,
  report: (fault: string) => void,
): Promise<void> {
  context.on("console", message => {
    if (["error", "warning", "assert"].includes(message.type()))
      report(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", error => report(`uncaught: ${error.error().stack}`));
  context.on("request", request => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin)
      report(`a request left the origin: ${url}`);
  });
  await context.exposeBinding("reportViolation", (_, violation: string) => report(`refused: ${violation}`));
  await context.addInitScript({
    content: `addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      reportViolation([violatedDirective, blockedURI, sample].join(" ")));`,
  });
}
