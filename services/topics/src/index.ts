export { readConfig, type TopicsConfig } from "./config.ts";
