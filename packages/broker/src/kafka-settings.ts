import { LOOPBACK } from "./port.ts";

/** Any 16 bytes would do, in base64url; nothing tells these clusters apart, since none outlives its process. */
export const CLUSTER_ID = Buffer.from("market-features.").toString("base64url");

/** What a broker has beside its plain listener, for tests of TLS, SASL and ACLs. */
export interface Guard {
  /** By name, what each further listener speaks. It is advertised as localhost, at a port of its own. */
  readonly listeners: Readonly<Record<string, "SSL" | "SASL_SSL">>;
  /** Lines of server.properties. */
  readonly settings: readonly string[];
  /** SCRAM credentials that are there from the first start on, such as SCRAM-SHA-256=[name=alice,password=secret]. */
  readonly scram: readonly string[];
}

export const UNGUARDED: Guard = { listeners: {}, settings: [], scram: [] };

export interface Ports {
  readonly plain: number;
  readonly controller: number;
  /** By the listener's name. */
  readonly guarded: Readonly<Record<string, number>>;
}

/**
 * One node that is broker and controller, for tests: the internal topics have one replica and few partitions (50 each
 * by default, all of which would be created when the first group or transaction comes), and a group starts without
 * waiting for more members. A session of 3 s instead of 9 s lets a killed broker come back in 5 s, since the controller
 * takes the name of the dead one for taken until then.
 */
export function serverProperties(ports: Ports, dataDir: string, guard: Guard): string {
  const names = Object.keys(guard.listeners);
  const listening = names.map(name => `,${name}://${LOOPBACK}:${ports.guarded[name]}`).join("");
  const advertised = names.map(name => `,${name}://localhost:${ports.guarded[name]}`).join("");
  const protocols = names.map(name => `,${name}:${guard.listeners[name]}`).join("");
  return `process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://${LOOPBACK}:${ports.plain},CONTROLLER://${LOOPBACK}:${ports.controller}${listening}
advertised.listeners=PLAINTEXT://${LOOPBACK}:${ports.plain}${advertised}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT${protocols}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@${LOOPBACK}:${ports.controller}
log.dirs=${dataDir}
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
num.network.threads=2
num.io.threads=4
log.cleaner.dedupe.buffer.size=4194304
${guard.settings.join("\n")}
`;
}

/** Logged once the broker is registered, unfenced and answers: the one line below WARN that is let through. */
export const STARTED_LINE = "Kafka Server started";

/** Everything goes to stdout, which is the file that also gets what the virtual machine itself has to say. */
export const LOG4J_PROPERTIES = `appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %c - %m%n%throwable{5}
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
logger.started.name = kafka.server.KafkaRaftServer
logger.started.level = info
`;
