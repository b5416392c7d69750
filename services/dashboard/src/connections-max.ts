const CONNECTIONS_MAX = 20_000;
/** Files that the process itself needs open: connections to brokers, logs, sources. */
const OWN = 300;
const LEAST = 100;

/** How many connections the process can hold and still open what it needs itself. */
export function connectionsMax(): number {
  // Else the report looks up the name of each address the process talks to.
  const report = Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
  const openFiles = Number(userLimits?.open_files?.soft);
  // "unlimited", or a system that does not say.
  if (!Number.isFinite(openFiles)) return CONNECTIONS_MAX;
  return Math.max(LEAST, Math.min(CONNECTIONS_MAX, openFiles - OWN));
}
