/**
 * The full Content-Security-Policy of a deployment: the fixed part that index.html carries, plus the part that depends on
 * which hosts the office allows. `scripts/serve.mjs` sends the same text as a header; a test holds the two together.
 * @param fixed content of the policy in index.html
 * @param allowedHosts host sources of config.json
 */
export function contentPolicy(fixed: string, allowedHosts: readonly string[]): string {
  const reachable = ["'self'", ...allowedHosts].join(' ')
  return [
    "default-src 'none'",
    fixed.trim().replace(/;$/, ''),
    `connect-src ${reachable}`,
    // data: for the map library's own icons, blob: for pictures made here
    `img-src data: blob: ${reachable}`,
  ].join('; ')
}
