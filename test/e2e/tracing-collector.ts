import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** Whole ms since the epoch: they are more than a double of ns can tell apart. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the specification of OTLP calls an ExportTraceServiceRequest, as far as it is looked at here. */
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

interface Sent extends Omit<CollectedSpan, "service" | "start" | "end" | "attributes"> {
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string | number };
}

export interface Collector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** By method and path. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A server that stands in for a collector of OTLP over HTTP; one that is `mute` takes requests and never answers. */
export async function startCollector({ mute = false } = {}): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (mute) return;
    spans.push(...spansOf((await json(request)) as Export));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function* spansOf({ resourceSpans }: Export): Generator<CollectedSpan> {
  for (const { resource, scopeSpans } of resourceSpans) {
    const service = valuesOf(resource.attributes)["service.name"] ?? "";
    for (const { traceId, spanId, parentSpanId, name, ...rest } of scopeSpans.flatMap(each => each.spans)) {
      const start = Math.round(Number(rest.startTimeUnixNano) / 1e6);
      const end = Math.round(Number(rest.endTimeUnixNano) / 1e6);
      const attributes = valuesOf(rest.attributes);
      yield { service, traceId, spanId, parentSpanId, name, start, end, attributes };
    }
  }
}

function valuesOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue)]),
  );
}
