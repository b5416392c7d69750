/** A URL for logs and health: without the user name, password and query, which may hold secrets. */
export function shownUrl(text: string): string {
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}
