import { readFileSync, writeFileSync } from "node:fs";
import { BASE_FIELDS, FIELDS, type Field } from "@market/windowing";

// `npm run generate`: writes the field reference of features.md from features.proto and from what the code says of each field.

const DOCUMENT = new URL("features.md", import.meta.url);
const PROTO = new URL("../proto/market/v1/features.proto", import.meta.url);
const MARKS = /(<!-- fields: generated -->\n)[\s\S]*?(<!-- end -->)/;
const DECLARATION = /^ {2}(?:optional )?(\w+|map<string, double>) (\w+) = (\d+);$/gm;

const meanings: Readonly<Record<string, Field>> = { ...BASE_FIELDS, ...FIELDS };

const declared = [...readFileSync(PROTO, "utf8").matchAll(DECLARATION)].map(([, type, name, number]) => ({
  type: type!,
  name: name!,
  number: number!,
}));
const undeclared = Object.keys(meanings).filter(name => !declared.some(each => each.name === name));
if (undeclared.length > 0) throw new Error(`features.proto lacks ${undeclared.join(", ")}`);

const rows = declared.map(({ type, name, number }) => {
  const meaning = meanings[name];
  if (meaning === undefined)
    throw new Error(`nothing is said of ${name}: see base-fields.ts and statistics/`);
  const { unit, formula, nullWhen, reference } = meaning;
  return [`\`${name}\``, number, type, unit, formula, nullWhen || "never", reference];
});
const table = [
  ["field", "no.", "type", "unit", "definition", "null when", "reference"],
  ["---", "--:", "---", "---", "---", "---", "---"],
  ...rows,
]
  .map(cells => `| ${cells.map(cell => cell.replaceAll("|", "\\|")).join(" | ")} |\n`)
  .join("");

const document = readFileSync(DOCUMENT, "utf8");
if (!MARKS.test(document)) throw new Error("features.md has no place for the fields");
writeFileSync(
  DOCUMENT,
  document.replace(MARKS, (_, begin, end) => `${begin}${table}${end}`),
);
