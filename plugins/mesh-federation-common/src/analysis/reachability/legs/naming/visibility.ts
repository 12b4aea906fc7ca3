import { finding } from '../../../../findings/registry';
import type { MissingFact, Observed, Pod, Service } from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import type { ClusterIndex } from '../../ClusterIndex';
import { serviceHost } from '../../hostLookUp';
import { missingFact } from '../../knownGateways';
import { isLocal, type LegInput } from '../../Leg';
import { clientPodsOf } from '../../networkGroups';
import type { LegPart } from '../conclude';
import { commandRemedy, resourceOf } from '../remedies';
import { serviceRef } from '../refs';
import { remembered } from '../../../remembered';

const EXPORT_TO = 'networking.istio.io/exportTo';

/** A Service with the mesh config that says to whom it is exported when it does not say so itself. */
export interface Exported {
  readonly service: Service;
  /** Where the Service is. */
  readonly owner: ClusterIndex;
  /** Whose istiod hands it out. */
  readonly istiod: ClusterIndex;
}

/** Namespaces of the annotation, else those of the mesh config. */
export function exportTo({
  service,
  istiod,
}: Exported): Observed<readonly string[]> {
  if (service.exportTo !== undefined && service.exportTo.length > 0) {
    const { at } = istiod.state.services;
    return { status: 'observed', value: service.exportTo, at };
  }
  const { settings } = istiod;
  return settings.status === 'unknown'
    ? settings
    : {
        status: 'observed',
        value: settings.value.defaultServiceExportTo,
        at: settings.at,
      };
}

/** Source: istio/istio pilot/pkg/model/push_context.go IsServiceVisible. */
export function isVisible(
  scopes: readonly string[],
  service: { readonly namespace: string },
  namespace: string,
): boolean {
  return (
    scopes.includes('*') ||
    scopes.includes(namespace) ||
    (scopes.includes('.') && service.namespace === namespace)
  );
}

/** Where the scopes are written, for evidence. */
export function exportEvidence(
  { service, owner, istiod }: Exported,
  scopes: Extract<Observed<readonly string[]>, { status: 'observed' }>,
) {
  const meshConfig = istiod.controlPlane?.meshConfig;
  const value = scopes.value.join(',');
  if (service.exportTo?.length) {
    return {
      cluster: owner.cluster,
      object: serviceRef(service),
      field: `annotation ${EXPORT_TO}`,
      value,
      at: owner.state.services.at,
    };
  }
  return {
    cluster: istiod.cluster,
    ...(meshConfig?.status === 'observed'
      ? { object: meshConfig.value.configMap }
      : {}),
    field: 'defaultServiceExportTo',
    value,
    at: scopes.at,
  };
}

/** Exports the Service to one namespace more. */
export function exportRemedy(
  { service, owner }: Exported,
  scopes: readonly string[],
  namespace: string,
) {
  const kept = scopes.filter(scope => scope !== '~');
  return commandRemedy(
    owner.cluster,
    `kubectl annotate ${resourceOf(serviceRef(service))} '${EXPORT_TO}=${[
      ...kept,
      namespace,
    ].join(',')}' --overwrite`,
  );
}

/** MF5006: istiod gives the Service only to sidecars of the namespaces to which it is exported. */
export function clientVisibility(input: LegInput, exported: Exported): LegPart {
  const { client } = input;
  const scopes = exportTo(exported);
  if (scopes.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'mesh config', scopes)] };
  }
  if (scopes.value.includes('*')) {
    return {};
  }
  const pods = clientPodsOf(input);
  if (pods.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'Pods', pods)] };
  }
  const namespaces =
    input.from.namespace === undefined
      ? namespacesOf(pods.value)
      : [input.from.namespace];
  const seeing = namespaces.filter(namespace =>
    isVisible(scopes.value, exported.service, namespace),
  );
  const evidence = [exportEvidence(exported, scopes)];
  if (seeing.length === namespaces.length && namespaces.length > 0) {
    return { evidence };
  }
  if (seeing.length > 0 || namespaces.length === 0) {
    return {
      conditions: [
        {
          on: 'client',
          text: `Only from namespace ${(namespaces.length === 0
            ? [...scopes.value]
            : [...seeing]
          ).join(', ')}, to which the Service is exported.`,
          evidence,
        },
      ],
    };
  }
  return isLocal(input)
    ? passedThrough(input, pods.value) ??
        hiddenFromClient(input, exported, scopes, namespaces)
    : hiddenFromClient(input, exported, scopes, namespaces);
}

type KnownScopes = Extract<Observed<readonly string[]>, { status: 'observed' }>;

function hiddenFromClient(
  { client }: LegInput,
  exported: Exported,
  scopes: KnownScopes,
  namespaces: readonly string[],
): LegPart {
  const { service, owner } = exported;
  const [namespace] = namespaces;
  return {
    findings: [
      finding('MF5006', {
        cluster: owner.cluster,
        ...(owner.cluster === client.cluster ? {} : { peer: client.cluster }),
        object: serviceRef(service),
        message: `${serviceHost(service)} is exported to ${
          scopes.value.join(', ') || 'nobody'
        }, not to namespace ${namespaces.join(', ')} of ${
          client.cluster
        }: the client's sidecar does not know it.`,
        params: { namespace: namespace! },
        remedy: exportRemedy(exported, scopes.value, namespace!),
        evidence: [exportEvidence(exported, scopes)],
      }),
    ],
  };
}

/**
 * In one's own cluster a request for something that the sidecar does not know goes on to the cluster IP, without mutual TLS, unless only
 * what is known may leave.
 */
function passedThrough(
  { client }: LegInput,
  pods: readonly Pod[],
): LegPart | undefined {
  const { settings, cluster } = client;
  if (pods.length > 0 && pods.every(({ proxy }) => proxy === undefined)) {
    return {};
  }
  if (settings.status === 'unknown') {
    return { missing: [missingFact(cluster, 'mesh config', settings)] };
  }
  if (settings.value.outboundTrafficPolicy === 'REGISTRY_ONLY') {
    return undefined;
  }
  // What the endpoints make of plaintext is a matter of the leg `policy`.
  return {
    doubts: [
      'The Service is not exported to the client: its sidecar passes requests on without mutual TLS.',
    ],
  };
}

const namespacesOf = remembered((pods: readonly Pod[]): readonly string[] =>
  [...new Set(pods.map(({ namespace }) => namespace))].sort(compareStrings),
);

/** Facts that are missing for a cluster's Services. */
export function missingServices(
  indexes: readonly ClusterIndex[],
  service: { readonly namespace: string; readonly name: string },
): readonly MissingFact[] {
  return indexes.flatMap(index => {
    const found = index.service(service.namespace, service.name);
    return found.status === 'unknown'
      ? [missingFact(index.cluster, 'Services', found)]
      : [];
  });
}
