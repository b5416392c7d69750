import { join } from "node:path";
import { run, unpacked } from "../debian-package.ts";

const ADVICE = "install Prometheus with its promtool: apt-get install prometheus, or brew install prometheus";

export { run };

/** The folder that has prometheus and promtool, "" where they are on the PATH: otherwise in Debian's package. */
export async function findPrometheus(): Promise<string> {
  if (await answers("")) return "";
  // The package alone: it is written in Go, and needs the C library and nothing else.
  const wanted = { name: "prometheus", packages: ["prometheus"], hasNeeds: false, advice: ADVICE };
  const cache = await unpacked(wanted);
  const bin = join(cache, "usr/bin/");
  if (await answers(bin)) return bin;
  throw new Error(`what is in ${cache} does not run on this machine: delete it, or ${ADVICE}`);
}

async function answers(bin: string): Promise<boolean> {
  const asked = ["prometheus", "promtool"].map(each => run(`${bin}${each}`, ["--version"]));
  return await Promise.all(asked).then(
    () => true,
    () => false,
  );
}
