import type { Observed } from '../../../../../model';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { mapObserved } from '../../../lookup/lookUp';
import { selects } from '../../../../labelSelectors';

/** Labels of fields that ask for a principal. */
const PRINCIPALS: readonly string[] = ['a token of', 'request.auth.principal'];

/**
 * Whose tokens a server takes for good: those of the RequestAuthentications that select it. Without
 * any, no request has a principal or claims. Source: istio/istio
 * pilot/pkg/security/authn/policy_applier.go, pilot/pkg/model/authentication.go.
 */
export function issuersFor(
  { provider }: LegInput,
  { pod }: ProviderEndpoint,
): Observed<readonly string[]> {
  const all = provider.state.configuration.requestAuthentications;
  const { settings } = provider;
  if (all.status === 'unknown' || settings.status === 'unknown') {
    return all.status === 'unknown' ? all : mapObserved(settings, () => []);
  }
  const namespaces = [settings.value.rootNamespace, pod?.namespace ?? ''];
  return mapObserved(all, items =>
    items
      .filter(
        ({ object, targetRefs, selector }) =>
          namespaces.includes(object.namespace ?? '') &&
          targetRefs.length === 0 &&
          selects(selector, pod?.labels ?? {}),
      )
      .flatMap(({ issuers }) => issuers),
  );
}

/**
 * Whether a request can have a token as a rule asks for: the issuer of a principal
 * `<issuer>/<subject>` has to be one whose tokens the server takes (istio/istio
 * pilot/pkg/security/authz/model/generator.go requestPrincipalGenerator).
 */
export function canHaveToken(
  label: string,
  values: readonly string[],
  issuers: readonly string[],
): boolean {
  return PRINCIPALS.includes(label)
    ? values.some(value => issuers.some(issuer => canBeOf(issuer, value)))
    : issuers.length > 0;
}

function canBeOf(issuer: string, value: string): boolean {
  const slash = value.lastIndexOf('/');
  const written = slash < 0 ? value : value.slice(0, slash);
  if (value.startsWith('*')) {
    return slash < 0 || issuer.endsWith(written.slice(1));
  }
  return slash < 0 && value.endsWith('*')
    ? issuer.startsWith(value.slice(0, -1))
    : issuer === written;
}
