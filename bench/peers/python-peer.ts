import { join } from "node:path";
import type { Peer } from "./peer.ts";
import { makeVenv, PROGRAMS, pinned, venvPython } from "./venv.ts";

/** A program of python/ as a peer, in so many processes. Needs Python 3.11 with venv and pip. */
export function pythonPeer(name: string, packageName: string, program: string, processes: number): Peer {
  return {
    name,
    version: pinned(packageName),
    prepare: makeVenv,
    command: () => ({
      file: venvPython(),
      args: [join(PROGRAMS, "processes.py"), program, String(processes)],
      env: { PYTHONDONTWRITEBYTECODE: "1" },
    }),
  };
}
