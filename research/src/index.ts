export { parseBackfillArguments } from "./backfill-arguments.ts";
export { parseFeaturesArguments } from "./features-arguments.ts";
export { toFeatures } from "./features-record.ts";
export { Fold, type FoldOptions } from "./fold.ts";
export { parseInstant } from "./instant.ts";
export { openOutput } from "./output.ts";
export { readRecordings } from "./recordings.ts";
export { Refusal } from "./refusal.ts";
export { select } from "./select.ts";
