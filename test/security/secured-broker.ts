import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Guard, KafkaProcess } from "@market/broker";
import type { Admin } from "kafkajs";
import { client } from "../e2e/topic.ts";
import { type Certificates, makeCertificates, STORE_PASSWORD } from "./certificates.ts";

/** Name → password. */
export type Users = Readonly<Record<string, string>>;

export interface SecuredBroker {
  /** TLS; whoever connects may do everything. */
  readonly tls: string;
  /** TLS, with a certificate for another name. */
  readonly stranger: string;
  /** TLS and a login; users may do what ACLs allow. */
  readonly login: string;
  /** Neither, for the test itself; whoever connects may do everything. */
  readonly open: string;
  /** A file with the authority's certificate. */
  readonly ca: string;
  readonly admin: Admin;
  close(): Promise<void>;
}

const SECURITY = "org.apache.kafka.common.security";

/** A broker of one's own, whose users can log in by all three mechanisms and are allowed nothing yet. */
export async function openSecured(users: Users): Promise<SecuredBroker> {
  const dir = await mkdtemp(join(tmpdir(), "market-security-"));
  try {
    const certificates = await makeCertificates(dir);
    const kafka = await openKafka(guardOf(certificates, users));
    const admin = client(kafka.brokers).admin();
    await admin.connect();
    return {
      tls: kafka.at("TLS"),
      stranger: kafka.at("STRANGER"),
      login: kafka.at("LOGIN"),
      open: kafka.brokers,
      ca: certificates.ca,
      admin,
      close: async () => {
        await admin.disconnect();
        await kafka.close();
        await rm(dir, { recursive: true });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true });
    throw error;
  }
}

async function openKafka(guard: Guard): Promise<KafkaProcess> {
  const kafka = await KafkaProcess.open({ env: process.env, progress: () => undefined }, guard);
  if ("unavailable" in kafka) throw new Error(`these tests need Apache Kafka: ${kafka.unavailable}`);
  return kafka;
}

function guardOf({ localhost, stranger }: Certificates, users: Users): Guard {
  const all = Object.entries(users);
  const plain = all.map(([name, password]) => `user_${name}="${password}"`).join(" ");
  const scram = ["SCRAM-SHA-256", "SCRAM-SHA-512"];
  return {
    listeners: { TLS: "SSL", STRANGER: "SSL", LOGIN: "SASL_SSL" },
    settings: [
      ...keyStore("tls", localhost),
      ...keyStore("stranger", stranger),
      ...keyStore("login", localhost),
      `listener.name.login.sasl.enabled.mechanisms=PLAIN,${scram}`,
      `listener.name.login.plain.sasl.jaas.config=${SECURITY}.plain.PlainLoginModule required ${plain};`,
      ...scram.map(each => {
        const module = `${SECURITY}.scram.ScramLoginModule`;
        return `listener.name.login.${each.toLowerCase()}.sasl.jaas.config=${module} required;`;
      }),
      "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
      // Whoever comes without a login: the broker itself, and the test.
      "super.users=User:ANONYMOUS",
    ],
    scram: scram.flatMap(each =>
      all.map(([name, password]) => `${each}=[name=${name},password=${password}]`),
    ),
  };
}

function keyStore(listener: string, file: string): string[] {
  return [
    `listener.name.${listener}.ssl.keystore.location=${file}`,
    `listener.name.${listener}.ssl.keystore.password=${STORE_PASSWORD}`,
    `listener.name.${listener}.ssl.keystore.type=PKCS12`,
  ];
}
