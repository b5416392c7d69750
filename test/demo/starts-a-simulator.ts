import { ServiceProcess } from "../../demo/src/service-process.ts";

// Starts a service, says where it is, and waits to be killed.
const service = new ServiceProcess("simulator", { ...process.env, SIMULATOR_PORT: "0" }, line =>
  process.stdout.write(`${line}\n`),
);
await service.failed;
