import type { Observed, ProxyExtension, Unread } from '../../../../model';
import { mapObserved } from '../../lookup/lookUp';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { selects } from '../../../labelSelectors';

/** What tells whether an object is for a proxy. */
export interface SelectedProxy {
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * EnvoyFilters, WasmPlugins and TrafficExtensions that select one of the proxies, as far as they
 * change what they do in the role. Sources: istio/istio pilot/pkg/model/push_context.go
 * (getMatchedEnvoyFilters, TrafficExtensionsByListenerInfo), policyattachment.go.
 */
export function extensionsFor(
  index: ClusterIndex,
  proxies: readonly SelectedProxy[],
  role: Unread['at'],
): Observed<readonly ProxyExtension[]> {
  const root =
    index.settings.status === 'observed'
      ? index.settings.value.rootNamespace
      : undefined;
  return mapObserved(index.state.configuration.proxyExtensions, all =>
    all.filter(
      ({ object, workloadSelector, sides }) =>
        (sides === undefined || sides.includes(role)) &&
        proxies.some(
          ({ namespace, labels }) =>
            (object.namespace === root || object.namespace === namespace) &&
            selects(workloadSelector, labels),
        ),
    ),
  );
}
