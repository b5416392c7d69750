export function halfRange(): number {
  return 1;
}
