import { createRequire } from "node:module";
import { connectionAdvice } from "./connection-advice.ts";
import { needOf } from "./needs.ts";
import { typeOf } from "./remedy.ts";

const require = createRequire(import.meta.url);

interface KafkaBroker {
  readonly brokerAddress: string;
  readonly connectionPool: { readonly sasl?: { readonly username?: string } };
}

type Method = (this: KafkaBroker, request: unknown) => Promise<unknown>;

/** What a broker is asked; whatever else kafkajs asks, we do not. */
const METHODS = [
  ...["connect", "metadata", "produce", "fetch", "listOffsets", "createTopics", "describeConfigs"],
  ...["findGroupCoordinator", "joinGroup", "syncGroup", "heartbeat", "leaveGroup", "describeGroups"],
  ...["offsetFetch", "initProducerId", "addPartitionsToTxn", "addOffsetsToTxn", "txnOffsetCommit", "endTxn"],
] as const;

/** What a refused login is called: by kafkajs, by a broker that does not know the mechanism, by one that wants none. */
const LOGIN: ReadonlySet<string> = new Set([
  "KafkaJSSASLAuthenticationError",
  "UNSUPPORTED_SASL_MECHANISM",
  "ILLEGAL_SASL_STATE",
]);

/**
 * Makes kafkajs's errors about certificates, passwords and ACLs say which broker, which user and what is missing: by itself it
 * says no more than "Not authorized to access topics". Only their text changes, but for one thing: what is wrong
 * with a certificate is not tried again 30 times. Applied once, to the version that the timer patch makes sure of.
 */
export function nameRefusals(): void {
  const broker = require("kafkajs/src/broker") as { prototype: Record<string, Method>; named?: boolean };
  if (broker.named) return;
  broker.named = true;
  const told = new WeakSet<Error>();
  for (const name of METHODS) {
    const original = broker.prototype[name]!;
    broker.prototype[name] = async function named(this: KafkaBroker, request: unknown) {
      try {
        return await original.call(this, request);
      } catch (error) {
        // One error may end several requests that wait for the same connection.
        if (error instanceof Error && !told.has(error)) {
          told.add(error);
          tell(error, this, name, request);
        }
        throw error;
      }
    };
  }
}

function tell(error: Error, broker: KafkaBroker, method: string, request: unknown): void {
  const user = broker.connectionPool.sasl?.username;
  const need = needOf(typeOf(error), method, request);
  const advice = connectionAdvice(error, method, user !== undefined);
  if (need !== undefined) {
    reword(error, `${who(user)} needs ${need}: ${error.message}`);
  } else if (LOGIN.has(error.name) || LOGIN.has(typeOf(error))) {
    const names = "KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD";
    reword(error, `${broker.brokerAddress} refuses user ${user}: ${error.message}. Look at ${names}`);
  } else if (advice !== undefined) {
    reword(error, `${broker.brokerAddress}: ${error.message}: ${advice.text}`);
    if (advice.isForGood) Object.assign(error, { retriable: false });
  }
}

function who(user: string | undefined): string {
  return user === undefined ? "whoever connects without a user" : `user ${user}`;
}

/** It stays the same error, because kafkajs and we go by its class, its type and whether it is retriable. */
function reword(error: Error, message: string): void {
  const frames = /\n {4}at [\s\S]*/.exec(error.stack ?? "")?.[0] ?? "";
  error.message = message;
  error.stack = `${error.name}: ${message}${frames}`;
}
