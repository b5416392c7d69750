/** How the panel sorts fields; one that is not named here goes under Other, one of the user's own under Custom. */
const GROUPS: Readonly<Record<string, string>> = {
  Price: "open high low close mean median twap vwap microprice high_time low_time log_return slope",
  Volume: "volume inner_volume dollar_volume buy_volume sell_volume signed_volume volume_imbalance",
  Distribution: "std skewness kurtosis quantile_05 quantile_25 quantile_75 quantile_95",
  Volatility:
    "realized_variance upside_semivariance downside_semivariance bipower_variation jump_variation parkinson_variance garman_klass_variance rogers_satchell_variance",
  Liquidity: "spread spread_bps amihud roll_spread",
  Ticks:
    "ticks up_ticks down_ticks duplicate_ticks first_time last_time longest_silence_ms coverage gap partial",
  Record:
    "window_start window_end exchange currency quote_type market_hours first_offset last_offset definition",
};

const groupOf = new Map(
  Object.entries(GROUPS).flatMap(([group, names]) => names.split(" ").map(name => [name, group] as const)),
);
const order = [...Object.keys(GROUPS).slice(0, -1), "Custom", "Other", "Record"];

/** Names by group, groups in the panel's order, names in the group's. */
export function grouped(names: Iterable<string>): [string, string[]][] {
  const groups = new Map<string, string[]>(order.map(group => [group, []]));
  for (const name of names)
    groups.get(groupOf.get(name) ?? (name.startsWith("custom.") ? "Custom" : "Other"))!.push(name);
  for (const [group, found] of groups) {
    const rank = (GROUPS[group] ?? "").split(" ");
    if (GROUPS[group]) found.sort((a, b) => rank.indexOf(a) - rank.indexOf(b));
  }
  return [...groups].filter(([, found]) => found.length > 0);
}
