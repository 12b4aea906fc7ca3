import { CLUSTER_DOMAIN } from '../../../lookup/hostLookUp';

/** Trust domain of the server and its aliases. */
export interface TrustDomains {
  readonly name: string;
  readonly aliases: readonly string[];
}

/**
 * A principal of a policy as the server compares it: in the trust domain and each alias when it
 * names one of them, or `cluster.local`, which stands for the server's own. Source: istio/istio
 * pilot/pkg/security/trustdomain/bundle.go ReplaceTrustDomainAliases.
 */
export function withTrustDomains(
  principal: string,
  { name, aliases }: TrustDomains,
): readonly string[] {
  const parts = principal.split('/');
  const [written = ''] = parts;
  if (parts.length !== 5 || written === '*') {
    return [principal];
  }
  const own = [name, ...aliases];
  const isOwn =
    written === CLUSTER_DOMAIN || own.some(item => overlaps(written, item));
  return isOwn
    ? [
        ...new Set(
          own.map(item =>
            endsLike(item, written)
              ? principal
              : [item, ...parts.slice(1)].join('/'),
          ),
        ),
      ]
    : [principal];
}

/**
 * Values of `trustDomains`: one that is the server's own stands for all of its own (bundle.go
 * ExpandTrustDomainAliases).
 */
export function expandTrustDomains(
  values: readonly string[],
  { name, aliases }: TrustDomains,
): readonly string[] {
  const own = [name, ...aliases];
  return values.flatMap(value => (own.includes(value) ? own : [value]));
}

function overlaps(a: string, b: string): boolean {
  return (
    a === b ||
    b === '*' ||
    startsLike(a, b) ||
    startsLike(b, a) ||
    endsLike(a, b) ||
    endsLike(b, a)
  );
}

function startsLike(value: string, pattern: string): boolean {
  return pattern.endsWith('*') && value.startsWith(pattern.slice(0, -1));
}

function endsLike(value: string, pattern: string): boolean {
  return pattern.startsWith('*') && value.endsWith(pattern.slice(1));
}
