/** A part of a manifest. */
export interface Fields {
  readonly [field: string]: unknown;
}

/** Fields that take one of a few words, which the published schemas give as any text. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  clusterIP: ["None"],
  operator: ["In"],
  policyTypes: ["Ingress", "Egress"],
  protocol: ["TCP", "UDP"],
  topologyKey: ["kubernetes.io/hostname", "topology.kubernetes.io/zone"],
  unhealthyPodEvictionPolicy: ["AlwaysAllow", "IfHealthyBudget"],
  whenUnsatisfiable: ["ScheduleAnyway", "DoNotSchedule"],
};
/** The same for `type`, by what it is in. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  metrics: ["Pods", "Resource"],
  policies: ["Pods"],
  seccompProfile: ["RuntimeDefault"],
  strategy: ["RollingUpdate", "Recreate"],
  target: ["AverageValue"],
};

/** The values that are none of the words their field takes, each with its path; of the words, those that we use are known here. */
export function wrongWords(fields: Fields, path: readonly string[] = []): readonly string[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const words = field === "type" ? (TYPES[path.findLast(isName) ?? ""] ?? []) : WORDS[field];
    const here = [...path, field];
    if (typeof value === "object" && value !== null && !(words && Array.isArray(value)))
      return wrongWords(value as Fields, here);
    if (words === undefined) return [];
    const wrong = [value].flat().filter(each => !words.includes(String(each)));
    return wrong.map(each => `${here.join(".")}: ${each}`);
  });
}

/** Not a place in a list. */
function isName(step: string): boolean {
  return !/^\d+$/.test(step);
}
