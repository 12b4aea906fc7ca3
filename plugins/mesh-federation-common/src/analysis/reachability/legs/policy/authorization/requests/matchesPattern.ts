/**
 * Exact, `prefix*`, `*suffix` or `*` for anything but nothing (istio/istio
 * pilot/pkg/security/authz/matcher/string.go).
 */
export function matchesPattern(pattern: string, value: string): boolean {
  if (pattern === '*') {
    return value !== '';
  }
  if (pattern.startsWith('*')) {
    return value.endsWith(pattern.slice(1));
  }
  return pattern.endsWith('*')
    ? value.startsWith(pattern.slice(0, -1))
    : value === pattern;
}
