import type { Features } from "../model/model.ts";
import { type Broker, TOPICS } from "./broker.ts";
import { type Expected, place } from "./expected.ts";

/** What readers of one partition of the output topics see, by identity, in the same terms. */
export function publishedOf(broker: Broker, partition: number) {
  const read = (topic: string) => broker.log(topic, partition).committed();
  return {
    features: read(TOPICS.features).map(({ value }): [string, Features] => {
      const features = JSON.parse(String(value));
      return [place(features), features];
    }),
    late: read(TOPICS.lateTicks).map(({ headers }): [string, string] => {
      const { offset, window, "window-start": start, "late-ms": lateMs } = headers;
      return [String(offset), `${lateMs} ${window} ${start}`];
    }),
    dead: read(TOPICS.deadLetters).map(({ headers }): [string, string] => [
      String(headers.offset),
      String(headers.reason),
    ]),
  };
}

/** Whether all that has to come out has come out, or more; cheap. */
export function isPublished(broker: Broker, partition: number, expected: Expected): boolean {
  const count = (topic: string) => broker.log(topic, partition).committed().length;
  return (
    count(TOPICS.features) >= expected.features.size &&
    count(TOPICS.lateTicks) >= expected.late.size &&
    count(TOPICS.deadLetters) >= expected.dead.size
  );
}
