import type { IncomingMessage, ServerResponse } from "node:http";
import type { Market } from "./api.ts";
import { EXPORT_TYPES, exportAs, FORMATS, inParts } from "./export.ts";
import { fieldMeanings } from "./fields.ts";
import { attachment } from "./headers.ts";
import type { History } from "./history.ts";
import type { Live } from "./live.ts";
import type { Outlet, Reply } from "./outlet.ts";
import { Query, Refused, shown, wrong } from "./query.ts";
import { BAR_FIELDS } from "./series.ts";
import type { Streams } from "./streams.ts";

export interface Served {
  readonly history: History;
  readonly live: Live;
  readonly outlet: Outlet;
  readonly streams: Streams;
}

type Route = (served: Served, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A day of seconds has 86,400 bars. An answer of this many values has some 20 MB and takes 150 ms to make (2026-11, Node 24). */
const VALUES_MAX = 2_000_000;

/** Throws a Refused where what is asked is wrong or not there. */
export const API_ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["/api/market", answering(market)],
  ["/api/bars", answering(bars)],
  ["/api/fields", answering(fields)],
  ["/api/export", sendExport],
  ["/api/live", followLive],
]);

function answering(answer: (served: Served, url: string) => object): Route {
  return async (served, request, response) => {
    served.outlet.checkRoom();
    const body = JSON.stringify(answer(served, request.url!));
    const reply: Reply = { status: 200, type: "application/json", body };
    await served.outlet.send(request, response, reply);
  };
}

function market({ history, live }: Served, url: string): Market {
  const query = new Query(url, ["window"]);
  const windows = history.windows();
  const window = query.optional("window") || windows[0]?.window || "";
  const tickers = history.tickers(window);
  if (tickers === undefined && window !== "")
    throw notHeld(`window ${shown(window)}`, "see windows of /api/market");
  return { cursor: live.cursor, window, windows, tickers: tickers ?? [] };
}

function bars({ history }: Served, url: string) {
  const query = new Query(url, ["ticker", "window", "from", "to", "fields"]);
  const { ticker, window } = seriesOf(query);
  const { from, to } = query.span();
  const names = fieldsOf(query, history);
  const count = history.count(ticker, window, from, to);
  if (count === undefined) throw unknownSeries(ticker, window);
  if (count * names.length > VALUES_MAX)
    throw wrong(
      "from",
      `expected a later time, or fewer fields: ${count} bars of ${names.length} are too much`,
    );
  return { ticker, window, columns: history.columns(ticker, window, from, to, names) };
}

function fieldsOf(query: Query, history: History): string[] {
  const asked = query.list("fields");
  const known = () => [...history.fieldNames, ...history.customNames.map(name => `custom.${name}`)];
  if (asked.length === 1 && asked[0] === "all") return known();
  const unknown = asked.find(name => !history.has(name));
  if (unknown !== undefined)
    throw wrong(
      "fields",
      `expected all, or fields of a record by commas, which ${shown(unknown)} is none of`,
    );
  return [...new Set([...BAR_FIELDS, ...asked])];
}

function fields({ history }: Served, url: string) {
  new Query(url, []);
  return fieldMeanings(history.customNames);
}

async function sendExport(
  { history, outlet }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = new Query(request.url!, ["ticker", "window", "from", "to", "format"]);
  const { ticker, window } = seriesOf(query);
  const { from, to } = query.span();
  const format = query.choice("format", FORMATS);
  outlet.checkRoom();
  const names = [...history.customNames];
  if (history.count(ticker, window, from, to) === undefined) throw unknownSeries(ticker, window);
  outlet.open(response, 200, {
    "content-type": EXPORT_TYPES[format],
    "content-disposition": attachment(`${ticker}-${window}.${format}`),
    "cache-control": "no-store",
  });
  if (request.method !== "HEAD") {
    const { generation } = history;
    const read = (start: number, max: number) => {
      // What was sent and what would come now are not one file: broken off, nobody takes it for whole.
      if (history.generation !== generation) throw new Refused(503, "the history is being read anew");
      return history.features(ticker, window, start, to, max) ?? [];
    };
    for await (const bytes of exportAs(format, inParts(read, from), names))
      if (!(await outlet.stream(response, bytes))) return;
  }
  response.end();
}

/** Any window may be followed: it may have its first bar later, or again when the history is read. */
async function followLive(
  { streams }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = new Query(request.url!, ["window", "cursor"]);
  // A browser that connects again asks for the same address, and says in this header how far it came since.
  const cursor = request.headers["last-event-id"] ?? query.optional("cursor");
  await streams.follow(
    request,
    response,
    query.optional("window") ?? "",
    cursor ? String(cursor) : undefined,
  );
}

function seriesOf(query: Query): { ticker: string; window: string } {
  return {
    ticker: query.text("ticker", "a ticker such as AMZN"),
    window: query.text("window", "a window such as 1m"),
  };
}

function unknownSeries(ticker: string, window: string): Refused {
  return notHeld(`ticker ${shown(ticker)} of window ${shown(window)}`, "see /api/market");
}

function notHeld(what: string, where: string): Refused {
  return new Refused(404, `no bars are held of ${what}: ${where}`);
}
