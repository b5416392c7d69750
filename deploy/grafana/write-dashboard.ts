import { writeFileSync } from "node:fs";
import { dashboard } from "./dashboard.ts";

// Writes what Grafana reads. test/observability holds the file to this.
const file = new URL("dashboards/market-features.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(dashboard(), null, 2)}\n`);
