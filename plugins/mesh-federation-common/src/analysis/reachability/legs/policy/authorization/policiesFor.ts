import type { AuthorizationPolicy, Observed } from '../../../../../model';
import { oldest } from '../../../../oldest';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { selects } from '../../../../labelSelectors';

/**
 * AuthorizationPolicies of the root namespace and of the workload's own that select it and are
 * enforced (istio/istio pilot/pkg/model/authorization.go).
 */
export function policiesFor(
  { provider }: LegInput,
  { pod }: ProviderEndpoint,
): Observed<readonly AuthorizationPolicy[]> {
  const all = provider.state.configuration.authorizationPolicies;
  if (all.status === 'unknown' || all.value.length === 0) {
    return all;
  }
  const { settings } = provider;
  if (settings.status === 'unknown') {
    return settings;
  }
  const namespaces = [settings.value.rootNamespace, pod?.namespace ?? ''];
  return {
    status: 'observed',
    value: [...new Set(namespaces)]
      .flatMap(namespace => {
        const found = provider.authorizationPolicies(namespace);
        return found.status === 'observed' ? found.value : [];
      })
      .filter(
        ({ action, dryRun, targetRefs, selector }) =>
          action !== 'AUDIT' &&
          !dryRun &&
          targetRefs.length === 0 &&
          selects(selector, pod?.labels ?? {}),
      ),
    at: oldest([settings], all.at),
  };
}
