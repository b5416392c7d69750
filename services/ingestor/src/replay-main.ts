import { run } from "@market/runtime";
import { replay } from "./replay.ts";

await run(signal => replay(process.argv.slice(2), process.env, signal));
