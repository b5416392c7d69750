export interface Advice {
  readonly text: string;
  /** Trying again is of no use until somebody has done something. */
  readonly isForGood: boolean;
}

const UNKNOWN =
  "its certificate is from an authority that is not known here. Set NODE_EXTRA_CA_CERTS to a file with the authority's certificate (PEM)";
const EXPIRED = "its certificate is not valid at this time. Renew it, or set this machine's clock";

/** By Node's code for what is wrong with a certificate. */
const CERTIFICATES: ReadonlyMap<unknown, string> = new Map([
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", UNKNOWN],
  ["UNABLE_TO_GET_ISSUER_CERT", UNKNOWN],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", UNKNOWN],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNKNOWN],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNKNOWN],
  ["CERT_UNTRUSTED", UNKNOWN],
  ["CERT_HAS_EXPIRED", EXPIRED],
  ["CERT_NOT_YET_VALID", EXPIRED],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "its certificate is for other names. Use one of them in KAFKA_BROKERS and in the broker's advertised.listeners",
  ],
]);

/**
 * What to do about an error of a connection; undefined where there is nothing to say. A broker that is asked in a way it
 * does not expect does not say so but closes the connection, as one does that is shutting down.
 */
export function connectionAdvice(error: Error, request: string, hasLogin: boolean): Advice | undefined {
  const certificate = "code" in error ? CERTIFICATES.get(error.code) : undefined;
  if (certificate !== undefined) return { text: certificate, isForGood: true };
  const question = wonder(error, request, hasLogin);
  return question === undefined ? undefined : { text: `if that goes on: ${question}`, isForGood: false };
}

function wonder(error: Error, request: string, hasLogin: boolean): string | undefined {
  if (/before secure TLS connection|wrong version number/.test(error.message))
    return "does this port speak TLS, which KAFKA_SSL=true asks for?";
  if (error.name !== "KafkaJSConnectionClosedError") return undefined;
  if (request === "connect") return "does this port want TLS (KAFKA_SSL=true)?";
  return request === "metadata" && !hasLogin ? "does it want a login (KAFKA_SASL_MECHANISM)?" : undefined;
}
