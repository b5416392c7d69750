const REASONS: Readonly<Record<number, string>> = {
  400: "query",
  403: "cross-site",
  404: "unknown",
  405: "method",
  413: "body",
  503: "overload",
};
const OTHER = "other";

/** Why a request is refused: all words that there are. */
export const REFUSALS: readonly string[] = [...Object.values(REASONS), OTHER];

export function refusalOf(status: number): string {
  return REASONS[status] ?? OTHER;
}
