// biome-ignore lint/style/noDefaultExport: it is what must be refused.
export default function (): number {
  return 1;
}
