/** What any field of a manifest holds. */
type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export type Labels = Readonly<Record<string, string>>;

export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom?: readonly {
    readonly configMapRef?: { readonly name: string };
    readonly secretRef?: { readonly name: string; readonly optional?: boolean };
  }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly resources: { readonly requests: Labels; readonly limits: Labels };
  readonly securityContext: Readonly<Record<string, Value>>;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface Pod {
  readonly metadata: { readonly labels: Labels; readonly annotations?: Labels };
  readonly spec: {
    readonly automountServiceAccountToken: boolean;
    readonly terminationGracePeriodSeconds: number;
    readonly securityContext: Readonly<Record<string, Value>>;
    readonly containers: readonly Container[];
    readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
    readonly topologySpreadConstraints?: readonly { readonly labelSelector: Selector }[];
  };
}

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

export interface Deployment extends Resource {
  readonly spec: { readonly replicas?: number; readonly selector: Selector; readonly template: Pod };
}

export interface ConfigMap extends Resource {
  readonly data: Labels;
}

export interface Service extends Resource {
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
  };
}

export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

export interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number | string }[];
}

export interface NetworkPolicy extends Resource {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

export interface Disruptions extends Resource {
  readonly spec: { readonly maxUnavailable: number; readonly selector: Selector };
}

export interface Autoscaler extends Resource {
  readonly spec: {
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly { readonly pods?: { readonly metric: { readonly name: string } } }[];
  };
}

/** Whether a selector takes in what has these labels. Operators other than In are not among ours, and throw. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      if (operator !== "In") throw new Error(`an operator this test does not know: ${operator}`);
      return values.includes(labels[key] ?? "");
    })
  );
}

export function ofKind<T extends Resource>(kind: string, resources: readonly Resource[]): readonly T[] {
  return resources.filter(resource => resource.kind === kind) as unknown as readonly T[];
}

export function podOf({ spec }: Deployment): Pod {
  return spec.template;
}
