export async function slowly(): Promise<number> {
  return 1;
}
