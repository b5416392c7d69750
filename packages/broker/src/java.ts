import { execFile } from "node:child_process";
import { join } from "node:path";
import type { OpenOptions, Unavailable } from "./broker.ts";

/** What Kafka 4's broker is compiled for. */
const VERSION_MIN = 17;

export interface Java {
  readonly command: string;
  /** 17, 21, ... */
  readonly version: number;
}

/** The machine's Java: JAVA_HOME's if that is set, as Maven does it, else the one on the path. */
export async function findJava(env: OpenOptions["env"]): Promise<Java | Unavailable> {
  const command = env.JAVA_HOME ? join(env.JAVA_HOME, "bin", "java") : "java";
  const said = await versionText(command, env);
  const version = Number(/version "(\d+)/.exec(said)?.[1]);
  if (version >= VERSION_MIN) return { command, version };
  const found = version > 0 ? `${command} is Java ${version}` : `there is no Java (${command} does not run)`;
  return { unavailable: `${found}, and Java ${VERSION_MIN} or newer is needed` };
}

/** What `java -version` says; nothing if there is no such command, or if it is only the stub that macOS ships. */
function versionText(command: string, env: OpenOptions["env"]): Promise<string> {
  return new Promise(resolve => {
    execFile(command, ["-version"], { env, timeout: 10_000 }, (error, _stdout, stderr) =>
      resolve(error ? "" : stderr),
    );
  });
}
