import { encodePricing, type Pricing } from "@market/wire";

/** A message as v1 sends it. */
export function bare(pricing: Pricing): string {
  return Buffer.from(encodePricing(pricing)).toString("base64");
}

/** A message as v2 sends it. */
export function enveloped(message: string): string {
  return JSON.stringify({ type: "pricing", message });
}
