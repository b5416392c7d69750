import { describe, type FeaturesRecord, type Field } from "./features-record.ts";
import type { Paint, Style } from "./paint.ts";
import { sparkline } from "./sparkline.ts";

/** The latest features of one ticker, and its closes up to them. */
export interface Row {
  readonly latest: FeaturesRecord;
  readonly closes: readonly number[];
}

interface Column {
  readonly field: Field;
  readonly width: number;
  readonly alignsLeft?: true;
  /** In a narrow terminal it goes to a second line. */
  readonly isDetail?: true;
}

const COLUMNS: readonly Column[] = [
  { field: "ticker", width: 8, alignsLeft: true },
  { field: "span", width: 17, alignsLeft: true },
  { field: "ticks", width: 5 },
  { field: "open", width: 9, isDetail: true },
  { field: "high", width: 9, isDetail: true },
  { field: "low", width: 9, isDetail: true },
  { field: "close", width: 9 },
  { field: "mean", width: 9, isDetail: true },
  { field: "volume", width: 7 },
  { field: "flags", width: 11, alignsLeft: true },
];
const TITLES: Partial<Record<Field, string>> = { span: "window" };
const SEPARATOR = "  ";
/** A sparkline shorter than this says nothing, one longer is hard to follow. */
const SPARKS_MIN = 8;
const SPARKS_MAX = 32;
const DETAILS = COLUMNS.filter(({ isDetail }) => isDetail);

/** The lines of the table, none longer than `width`. Below 121 columns a ticker takes two lines. */
export function renderTable(rows: readonly Row[], width: number, paint: Paint): string[] {
  const isWide = widthOf(COLUMNS) + SEPARATOR.length + SPARKS_MIN <= width;
  const columns = isWide ? COLUMNS : COLUMNS.filter(({ isDetail }) => !isDetail);
  const sparks = Math.min(SPARKS_MAX, width - widthOf(columns) - SEPARATOR.length);
  const titles = columns.map(column => pad(TITLES[column.field] ?? column.field, column).toUpperCase());
  const lines = [paint("dim", [...titles, sparks >= SPARKS_MIN ? "CLOSES" : ""].join(SEPARATOR).trimEnd())];
  for (const { latest, closes } of rows) {
    const text = describe(latest);
    const cells = columns.map(column =>
      paintCell(column.field, pad(text[column.field], column), latest, paint),
    );
    if (sparks >= SPARKS_MIN) cells.push(paint("cyan", sparkline(closes, sparks)));
    lines.push(cells.join(SEPARATOR).trimEnd());
    if (!isWide) lines.push(paint("dim", detailsLine(text)));
  }
  return lines;
}

function detailsLine(text: Record<Field, string>): string {
  const indent = " ".repeat(COLUMNS[0]!.width);
  return [indent, ...DETAILS.map(({ field }) => `${field} ${text[field]}`)].join(SEPARATOR);
}

function paintCell(field: Field, cell: string, latest: FeaturesRecord, paint: Paint): string {
  const style = styleOf(field, latest);
  return style ? paint(style, cell) : cell;
}

function styleOf(field: Field, { open, close }: FeaturesRecord): Style | undefined {
  if (field === "ticker") return "bold";
  if (field === "flags") return "yellow";
  if (field !== "close" || close === open) return undefined;
  return close > open ? "green" : "red";
}

function pad(text: string, { width, alignsLeft }: Column): string {
  return alignsLeft ? text.padEnd(width) : text.padStart(width);
}

function widthOf(columns: readonly Column[]): number {
  const gaps = SEPARATOR.length * (columns.length - 1);
  return columns.reduce((sum, { width }) => sum + width, gaps);
}
