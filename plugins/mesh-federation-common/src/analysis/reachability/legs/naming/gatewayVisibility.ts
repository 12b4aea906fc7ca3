import { finding } from '../../../../findings/registry';
import type { Finding, MissingFact, Service } from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import { knownGateways, type KnownGateway } from '../../networks/knownGateways';
import type { LegInput } from '../../question/Leg';
import { networkPaths } from '../../networks/networkPaths';
import type { LegPart } from '../../parts/conclude';
import { exportRemedy } from './visibility';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';
import {
  exportTo,
  isVisible,
  exportEvidence,
} from '../../configuration/objects/exportTo';
import { conditionOf } from '../../parts/conditionOf';
import { exportScopes } from './exportScopes';

/**
 * MF5007: a gateway passes only Services on that are exported to its own namespace, in its own
 * cluster (istio/istio pilot/pkg/networking/core/gateway.go builtAutoPassthroughFilterChains takes
 * the Services of the proxy's scope).
 */
export function gatewayVisibility(input: LegInput, remote: Service): LegPart {
  const { path } = input;
  if (path.kind === 'unknown') {
    return withoutPath(input, remote);
  }
  if (path.kind !== 'gateway') {
    return {};
  }
  const judged = knownGateways(input, path.network).gateways.map(known =>
    judge(input, remote, known),
  );
  const hidden = judged.flatMap(item => item.finding ?? []);
  const missing = judged.flatMap(item => item.missing ?? []);
  if (hidden.length === 0) {
    return { missing };
  }
  if (hidden.length === judged.length) {
    return { findings: hidden };
  }
  return {
    missing,
    conditions: hidden.map(item =>
      conditionOf(
        item,
        'request',
        `Only the share of requests that goes through another gateway: ${item.message}`,
      ),
    ),
  };
}

/** What the path hangs on counts here as well, unless every gateway may pass the Service on. */
function withoutPath(input: LegInput, remote: Service): LegPart {
  const { context } = input;
  const everywhere = context.clusters.every(cluster => {
    const istiod = context.index(cluster)!;
    const found = istiod.service(remote.namespace, remote.name);
    const scopes =
      found.status === 'unknown'
        ? found
        : exportTo({ service: found.value ?? remote, owner: istiod, istiod });
    return scopes.status === 'observed' && scopes.value.includes('*');
  });
  return everywhere ? {} : { missing: networkPaths(input).missing };
}

function judge(
  { context, client }: LegInput,
  remote: Service,
  { cluster, gateway }: KnownGateway,
): { readonly finding?: Finding; readonly missing?: MissingFact } {
  const istiod = cluster === undefined ? undefined : context.index(cluster);
  const namespace = gateway?.object.namespace;
  if (istiod === undefined || namespace === undefined) {
    // A gateway behind meshNetworks: what is known of it is for the leg `path` to say.
    return {};
  }
  const found = istiod.service(remote.namespace, remote.name);
  if (found.status === 'unknown') {
    return { missing: missingFact(istiod.cluster, 'Services', found) };
  }
  const exported = {
    service: found.value ?? remote,
    owner: istiod,
    istiod,
  };
  const scopes = exportTo(exported);
  if (scopes.status === 'unknown') {
    return { missing: missingFact(istiod.cluster, 'mesh config', scopes) };
  }
  if (isVisible(scopes.value, exported.service, namespace)) {
    return {};
  }
  return {
    finding: finding('MF5007', {
      cluster: istiod.cluster,
      peer: client.cluster,
      object: serviceRef(exported.service),
      message: `${serviceHost(remote)} is in ${
        istiod.cluster
      } exported to ${exportScopes(
        scopes.value,
      )}, not to namespace ${namespace} of the east-west gateway ${
        gateway?.object.name ?? ''
      }, which resets the connection.`,
      params: { namespace },
      remedy: exportRemedy(exported, scopes.value, namespace),
      evidence: [exportEvidence(exported, scopes)],
    }),
  };
}
