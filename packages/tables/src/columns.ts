import type { Features, StatisticName } from "@market/windowing";

export type ColumnType = "int32" | "int64" | "double" | "string" | "boolean";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The record's value; null where it is undefined. */
  readonly of: (features: Features) => Value;
}

export type Value = number | string | boolean | null;

type Plain = Exclude<keyof Features, "custom">;

const BASE = {
  ticker: "string",
  exchange: "string",
  currency: "string",
  quote_type: "int32",
  market_hours: "int32",
  window: "string",
  window_kind: "string",
  window_start: "int64",
  window_end: "int64",
  first_time: "int64",
  last_time: "int64",
  ticks: "int64",
  open: "double",
  high: "double",
  low: "double",
  close: "double",
  mean: "double",
  volume: "int64",
  inner_volume: "int64",
} as const satisfies Partial<Record<Plain, ColumnType>>;

const STATISTICS = {
  high_time: "int64",
  low_time: "int64",
  median: "double",
  quantile_05: "double",
  quantile_25: "double",
  quantile_75: "double",
  quantile_95: "double",
  std: "double",
  skewness: "double",
  kurtosis: "double",
  slope: "double",
  twap: "double",
  dollar_volume: "double",
  vwap: "double",
  log_return: "double",
  realized_variance: "double",
  upside_semivariance: "double",
  downside_semivariance: "double",
  bipower_variation: "double",
  jump_variation: "double",
  parkinson_variance: "double",
  garman_klass_variance: "double",
  rogers_satchell_variance: "double",
  up_ticks: "int64",
  down_ticks: "int64",
  buy_volume: "int64",
  sell_volume: "int64",
  signed_volume: "int64",
  volume_imbalance: "double",
  spread: "double",
  spread_bps: "double",
  microprice: "double",
  amihud: "double",
  roll_spread: "double",
  longest_silence_ms: "int64",
  coverage: "double",
} as const satisfies Record<StatisticName, ColumnType>;

const PROVENANCE = {
  first_offset: "int64",
  last_offset: "int64",
  duplicate_ticks: "int64",
  gap: "boolean",
  partial: "boolean",
  definition: "string",
} as const satisfies Partial<Record<Plain, ColumnType>>;

/** Fails to compile where a field of the record has no column. */
const AFTER_CUSTOM: Record<Exclude<Plain, keyof typeof BASE | StatisticName>, ColumnType> = PROVENANCE;

/** All fields of a features record in its order, the user's own features among them as custom.NAME. */
export function columnsOf(custom: readonly string[]): Column[] {
  return [
    ...toColumns({ ...BASE, ...STATISTICS }),
    ...custom.map(name => ({
      name: `custom.${name}`,
      type: "double" as const,
      of: (features: Features) => features.custom[name] ?? null,
    })),
    ...toColumns(AFTER_CUSTOM),
  ];
}

function toColumns(types: Partial<Record<Plain, ColumnType>>): Column[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    type,
    // A record of an earlier version lacks the fields added since.
    of: (features: Features) => features[name as Plain] ?? null,
  }));
}

/** The record with all of its keys in their order, null where undefined: what a Protobuf message leaves out is added. */
export function inOrder(features: Features): Features {
  const record: Record<string, unknown> = {};
  for (const { name, of } of BEFORE) record[name] = of(features);
  record.custom = { ...features.custom };
  for (const { name, of } of AFTER) record[name] = of(features);
  return record as unknown as Features;
}

const BEFORE = toColumns({ ...BASE, ...STATISTICS });
const AFTER = toColumns(AFTER_CUSTOM);
