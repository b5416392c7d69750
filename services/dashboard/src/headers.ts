/** On every answer. The page needs nothing but its own files and this server, so all else is shut. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": [
    ...["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"],
    ...["microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "usb"],
  ]
    .map(feature => `${feature}=()`)
    .join(", "),
};

/** Whether an Accept-Encoding names the coding, and not to refuse it. */
export function accepts(header: string | string[] | undefined, coding: string): boolean {
  return String(header ?? "")
    .toLowerCase()
    .split(",")
    .some(each => {
      const [name, ...parameters] = each.split(";").map(part => part.trim());
      return name === coding && !parameters.some(part => /^q=0(\.0*)?$/.test(part));
    });
}

/**
 * What makes a browser keep the answer as a file of this name (RFC 6266). The name may come from a ticker, which may be
 * anything: only letters, digits and a few signs are left of it.
 */
export function attachment(name: string): string {
  const kept = Array.from(name.replaceAll(/[^\p{L}\p{N}._-]/gu, "_"))
    .slice(0, 120)
    .join("");
  const plain = kept.replaceAll(/[^A-Za-z0-9._-]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(kept)}`;
}
