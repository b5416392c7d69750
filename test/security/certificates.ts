import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Of the key stores; they are as secret as a file in a temporary directory. */
export const STORE_PASSWORD = "store-password";

export interface Certificates {
  /** The certificate of an authority that nobody knows, as NODE_EXTRA_CA_CERTS wants it. */
  readonly ca: string;
  /** A key store whose certificate is for localhost, signed by the authority. */
  readonly localhost: string;
  /** Another, whose certificate is for broker.example. */
  readonly stranger: string;
}

/** Makes an authority and two servers' certificates in a directory, with the keytool that comes with every Java. */
export async function makeCertificates(dir: string): Promise<Certificates> {
  const authority = join(dir, "authority.p12");
  const ca = join(dir, "ca.pem");
  await keytool(authority, "-genkeypair", "-alias", "ca", ...named("Test Authority"), "-ext", "bc:c");
  const [localhost, stranger] = await Promise.all([
    signed(authority, dir, "localhost"),
    signed(authority, dir, "broker.example"),
    keytool(authority, "-exportcert", "-alias", "ca", "-rfc", "-file", ca),
  ]);
  return { ca, localhost, stranger };
}

/** A server shows any key of its store, so the authority's own, which it takes to sign, is removed again. */
async function signed(authority: string, dir: string, host: string): Promise<string> {
  const store = join(dir, `${host}.p12`);
  await copyFile(authority, store);
  await keytool(
    store,
    ...["-genkeypair", "-alias", "server", "-signer", "ca"],
    ...named(host),
    ...["-ext", `san=dns:${host}`],
  );
  await keytool(store, "-delete", "-alias", "ca");
  return store;
}

function named(name: string): string[] {
  return ["-dname", `CN=${name}`, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"];
}

async function keytool(store: string, ...args: readonly string[]): Promise<void> {
  const { JAVA_HOME } = process.env;
  const command = JAVA_HOME ? join(JAVA_HOME, "bin", "keytool") : "keytool";
  // Its start is most of what it does.
  const quick = ["-J-XX:TieredStopAtLevel=1", "-J-XX:-UsePerfData"];
  await run(command, [...args, "-keystore", store, "-storepass", STORE_PASSWORD, ...quick]);
}
