/** What a registry says to a request. */
export interface Answer {
  readonly status: number;
  /** Of a schema it knows. */
  readonly id: number | undefined;
  /** In its own words, else what it sent. */
  readonly reason: string;
}

const REASON_LENGTH_MAX = 500;

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const { id, message } = asObject(text);
  const reason = typeof message === "string" ? message : text.trim();
  return {
    status: response.status,
    id: response.ok && Number.isSafeInteger(id) ? Number(id) : undefined,
    reason: `HTTP ${response.status}${reason && `: ${reason.slice(0, REASON_LENGTH_MAX)}`}`,
  };
}

function asObject(text: string): { readonly id?: unknown; readonly message?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Faults of the registry's own, and being asked too often. */
export function isTemporary({ status }: Answer): boolean {
  return status >= 500 || status === 408 || status === 429;
}

/** What to do about an answer that no retry mends. */
export function adviceFor({ status }: Answer, subject: string): string {
  switch (status) {
    case 401:
    case 403:
      return `put a user and password that may write ${subject} into SCHEMA_REGISTRY_URL (https://user:password@host)`;
    case 409:
      return (
        `the subject's compatibility does not let this version's schema follow the one that is there: use another topic, ` +
        `or change the subject's compatibility if all readers of ${subject.replace(/-value$/, "")} are ready for it`
      );
    case 422:
      return "is the registry one for Protobuf, and may the subject be written? See its reason";
    default:
      return (
        "SCHEMA_REGISTRY_URL must be the base of an API like Confluent's: http://host:8081 of Confluent or Redpanda, " +
        "http://host:8080/apis/ccompat/v7 of Apicurio"
      );
  }
}
