/** The topics of one pair; their names begin with its prefix, which is also its group. */
export interface Topics {
  readonly ticks: string;
  readonly features: string;
  readonly late: string;
  readonly dead: string;
}

export function topicsOf(prefix: string): Topics {
  return {
    ticks: `${prefix}.ticks`,
    features: `${prefix}.features`,
    late: `${prefix}.late`,
    dead: `${prefix}.dead`,
  };
}

/** The environment that gives a pair topics and a group of its own. */
export function variablesOf(prefix: string): Record<string, string> {
  const { ticks, features, late, dead } = topicsOf(prefix);
  return {
    TICKS_TOPIC: ticks,
    FEATURES_TOPIC: features,
    LATE_TICKS_TOPIC: late,
    DEAD_LETTERS_TOPIC: dead,
    GROUP_ID: prefix,
    INGESTOR_GROUP_ID: `${prefix}-ingestors`,
    WATCHLIST_TOPIC: `${prefix}.watchlist`,
  };
}
