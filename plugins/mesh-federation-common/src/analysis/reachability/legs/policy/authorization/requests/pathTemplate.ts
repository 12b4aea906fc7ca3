const ONE = '{*}';
const REST = '{**}';

/** Whether a path of a policy is a template rather than a text with a star at one of its ends. */
export function isPathTemplate(pattern: string): boolean {
  return pattern.includes(ONE) || pattern.includes(REST);
}

/**
 * `{*}` stands for one part of a path, `{**}` for all that follows, which may be empty. Source:
 * istio/istio pkg/config/security/security.go, envoyproxy/envoy
 * source/extensions/path/uri_template_lib/uri_template_internal.cc.
 */
export function matchesPathTemplate(template: string, path: string): boolean {
  const wanted = template.split('/');
  const parts = path.split('/');
  const rest = wanted.indexOf(REST);
  if (rest < 0) {
    return areLike(wanted, parts);
  }
  const end = wanted.slice(rest + 1);
  return (
    parts.length > rest + end.length &&
    areLike(wanted.slice(0, rest), parts.slice(0, rest)) &&
    areLike(end, parts.slice(parts.length - end.length))
  );
}

function areLike(wanted: readonly string[], parts: readonly string[]): boolean {
  return (
    wanted.length === parts.length &&
    wanted.every((item, at) =>
      item === ONE ? parts[at] !== '' : item === parts[at],
    )
  );
}
