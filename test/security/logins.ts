import type { SecuredBroker, Users } from "./secured-broker.ts";
import type { Variables } from "./secured-pair.ts";

export const MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

/** How to connect to a broker's port with TLS. */
export function tls(broker: SecuredBroker, at: string): Variables {
  return { KAFKA_BROKERS: at, KAFKA_SSL: "true", NODE_EXTRA_CA_CERTS: broker.ca };
}

/** How to log in. */
export function login(broker: SecuredBroker, users: Users, user: string, mechanism = "plain"): Variables {
  return {
    ...tls(broker, broker.login),
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: user,
    KAFKA_SASL_PASSWORD: users[user]!,
  };
}
