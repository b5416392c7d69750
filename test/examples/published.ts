import type { Features } from "@market/windowing";
import { decodeFeatures } from "@market/wire";
import { type Read, readTopic } from "../e2e/topic.ts";
import { writeAndAbort } from "./abort.ts";
import { sendMinutes } from "./market.ts";
import { type RunningWindower, startWindower } from "./running-windower.ts";
import { hourBefore } from "./worked-example.ts";

const PARTITIONS = 3;
const MINUTES = 12;
/** The ticker of the record that is aborted: the one that minutes.py shows. */
const TAKEN_BACK = "MSFT";

/** A features topic as a windower fills it; in every partition, between the others, one of its records is there again, aborted. */
export interface Published {
  readonly windower: RunningWindower;
  readonly partitions: number;
  /** The values of the committed records, undecoded. */
  readonly values: readonly Buffer[];
  /** Publishes one more minute; returns the values of all records there are then. */
  more(): Promise<Buffer[]>;
}

/** Twelve minutes of a market of five tickers, made into features by a real windower on the real broker. */
export async function publish(env: Readonly<Record<string, string>> = {}): Promise<Published> {
  const windower = await startWindower({ TOPIC_PARTITIONS: String(PARTITIONS), ...env });
  try {
    const { ticks, features } = windower.topics;
    const start = hourBefore(Date.now());
    await sendMinutes(ticks, PARTITIONS, start, 0, MINUTES / 2);
    await windower.untilFolded();
    const again = (await readTopic(features)).find(({ message }) => String(message.key) === TAKEN_BACK);
    await writeAndAbort(features, PARTITIONS, again!.message);
    await sendMinutes(ticks, PARTITIONS, start, MINUTES / 2, MINUTES);
    await windower.untilFolded();

    const records = await readTopic(features);
    const seen = new Set(records.map(({ partition }) => partition));
    if (seen.size < PARTITIONS) throw new Error("a partition has no features: choose other tickers");
    const more = async () => {
      await sendMinutes(ticks, PARTITIONS, start, MINUTES, MINUTES + 1);
      await windower.untilFolded();
      return valuesOf(await readTopic(features));
    };
    return { windower, partitions: PARTITIONS, values: valuesOf(records), more };
  } catch (error) {
    await windower.close();
    throw error;
  }
}

/** Features that are JSON, as our own reader sees them. */
export function decodeAll(values: readonly Buffer[]): Features[] {
  return values.map(value => decodeFeatures(value, "json"));
}

function valuesOf(records: readonly Read[]): Buffer[] {
  return records.map(({ message }) => message.value!);
}
