import { accessSync, constants, globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { run, unpacked } from "../debian-package.ts";

export type { Browser, BrowserContext, Page };

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const ADVICE =
  "set CHROMIUM to the path of a Chromium or Chrome, or install one: apt-get install chromium, or brew install chromium";

/** Nothing of its own on the network, and no graphics card: frames are drawn in software wherever it runs. */
const OPTIONS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** For root Chromium does not start otherwise. */
const AS_ROOT = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <cachedir prefix="relative">fonts.cache</cachedir>
</fontconfig>
`;

interface Chromium {
  readonly executablePath: string;
  /** What it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** A headless Chromium with a profile of its own, which goes with it. Throws where there is none, with what to do. */
export async function openChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  const args = [...OPTIONS, ...AS_ROOT];
  return await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}

/** That of CHROMIUM, or one on the PATH, or else the distribution's, unpacked into the cache with all that it needs. */
async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROMIUM || onPath();
  if (named) return { executablePath: named, env: {} };
  const cache = await unpacked({
    name: "chromium",
    packages: ["chromium", "fonts-dejavu-core"],
    hasNeeds: true,
    advice: ADVICE,
    finish: dir => writeFile(join(dir, "fonts.conf"), FONTS),
  });
  const found = inCache(cache);
  const { executablePath, env } = found;
  await run(executablePath, ["--version"], { env: { ...process.env, ...env } }).catch((error: unknown) => {
    throw new Error(`what is in ${cache} does not run on this machine: delete it, or ${ADVICE}\n${error}`);
  });
  return found;
}

/** /usr/bin/chromium is a script that knows no other place than its own: this is what it starts. */
function inCache(cache: string): Chromium {
  // By the name of the machine's architecture; libpulse has some of its own in a folder beside it.
  const libraries = globSync(
    ["usr/lib/*-linux-gnu*", "lib/*-linux-gnu*", "usr/lib/*-linux-gnu*/pulseaudio"],
    {
      cwd: cache,
    },
  );
  return {
    executablePath: join(cache, "usr/lib/chromium/chromium"),
    env: {
      LD_LIBRARY_PATH: libraries.map(dir => join(cache, dir)).join(delimiter),
      FONTCONFIG_FILE: join(cache, "fonts.conf"),
    },
  };
}

function onPath(): string | undefined {
  const dirs = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap(name => dirs.map(dir => join(dir, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
