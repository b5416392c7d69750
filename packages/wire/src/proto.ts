import "./numbers.ts";

export { market, yahoo } from "./gen/proto.js";
