// A process for the tests to kill: it opens a broker, says where it is, and then does nothing.
import { KafkaProcess } from "@market/broker";

const kafka = await KafkaProcess.open({ env: process.env, progress: () => {} });
if ("unavailable" in kafka) throw new Error(kafka.unavailable);
process.stdout.write(`${JSON.stringify({ brokers: kafka.brokers, pid: kafka.pid, dir: kafka.dir })}\n`);
