import type {
  ConfigurationObject,
  EnvoyFilter,
  MissingFact,
  Observed,
  Pod,
} from '../../../../model';
import { describeObject } from '../../../../model/objectRef';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import {
  clientGroups,
  type ClientGroup,
} from '../../configuration/clients/clientGroups';
import { endpointGroups } from '../../configuration/endpointGroups';
import { gatewayPods } from '../../networks/gatewayPods';
import { sidecarFor } from '../../configuration/objects/sidecarFor';
import { remembered } from '../../../remembered';
import { MODE_LABEL, WAYPOINT_LABEL } from '../../../../model/istioNames';
import { selects } from '../../../labelSelectors';

type Workload = Pick<Pod, 'labels'> & { readonly namespace?: string };

/** A cluster is judged by one revision of istiod; proxies of another one obey other objects. */
const otherRevisions = remembered(
  ({ cluster, controlPlane, state, written }: ClusterIndex) => {
    const beside =
      state.controlPlanes.status === 'observed'
        ? state.controlPlanes.value.flatMap(({ revision }) =>
            revision === controlPlane?.revision ? [] : [revision],
          )
        : [];
    const sections: readonly Observed<readonly ConfigurationObject[]>[] =
      Object.values(written);
    return sections
      .flatMap(section => (section.status === 'observed' ? section.value : []))
      .filter(({ revision }) => revision && beside.includes(revision))
      .map(
        ({ object, revision }) =>
          `${describeObject(
            object,
          )} in ${cluster} is for proxies of revision ${revision} alone.`,
      );
  },
);

/**
 * Things that are recognized and not interpreted: EnvoyFilters, special inbound listeners;
 * ambient.
 */
export function judgeDoubts(input: LegInput): LegPart {
  const { client, provider } = input;
  const groups = clientGroups(input);
  const ofClients = doubtsOfClients(
    client,
    groups.status === 'observed' ? groups.value : [],
  );
  const servers = endpointGroups(input).flatMap(({ endpoint }) =>
    endpoint.pod === undefined ? [] : [endpoint.pod],
  );
  return {
    missing: ambient(input, servers),
    doubts: [
      ...ofClients.filters,
      ...envoyFilters(provider, servers, 'server'),
      ...ofGateways(input),
      ...servers.flatMap(pod => {
        const sidecar = sidecarFor(provider, pod);
        return sidecar.status === 'observed' &&
          sidecar.value?.ingress.some(({ special }) => special)
          ? [
              `Sidecar ${sidecar.value.object.namespace}/${sidecar.value.object.name} in ${provider.cluster} has inbound listeners with an address, a capture mode or TLS of their own for the server.`,
            ]
          : [];
      }),
      ...otherRevisions(client),
      ...otherRevisions(provider),
    ],
  };
}

interface ClientDoubts {
  readonly filters: readonly string[];
}

/**
 * Nothing of them is about the Service, and the clients of a whole cluster are the same list for
 * every question.
 */
const knownDoubts = remembered((_: readonly ClientGroup[]) => ({
  doubts: undefined as ClientDoubts | undefined,
}));

function doubtsOfClients(
  client: ClusterIndex,
  clients: readonly ClientGroup[],
): ClientDoubts {
  const known = knownDoubts(clients);
  known.doubts ??= {
    filters: envoyFilters(client, clients, 'client'),
  };
  return known.doubts;
}

/** What is applied to the proxies of the gateways through which the request goes. */
function ofGateways({ context, path }: LegInput): readonly string[] {
  const gateways = path.kind === 'gateway' ? path.gateways : [];
  return context.clusters.flatMap(name => {
    const index = context.index(name);
    const known = index?.state.gateways;
    if (index === undefined || known?.status !== 'observed') {
      return [];
    }
    const used = known.value.filter(({ addresses }) =>
      gateways.some(({ address }) => addresses.includes(address)),
    );
    return used.length === 0
      ? []
      : envoyFilters(
          index,
          used.flatMap(({ object }) => gatewayPods(index, object)),
          'gateway',
        );
  });
}

/** Whether there are any is as little decisive as what they do. */
function envoyFilters(
  index: ClusterIndex,
  workloads: readonly Workload[],
  role: 'client' | 'server' | 'gateway',
): readonly string[] {
  const all = index.state.configuration.envoyFilters;
  if (all.status === 'unknown') {
    return [`EnvoyFilters of ${index.cluster} are not observed.`];
  }
  if (all.value.length === 0) {
    return [];
  }
  const root =
    index.settings.status === 'observed'
      ? index.settings.value.rootNamespace
      : undefined;
  const isAbout = ({ object, workloadSelector }: EnvoyFilter) =>
    workloads.some(
      ({ namespace, labels }) =>
        (object.namespace === root || object.namespace === namespace) &&
        selects(workloadSelector, labels),
    );
  return all.value
    .filter(isAbout)
    .map(
      ({ object }) =>
        `EnvoyFilter ${object.namespace}/${object.name} in ${index.cluster} selects the ${role}.`,
    );
}

/**
 * Pods whose requests ztunnel takes, and Services in front of which a waypoint stands. Where
 * neither ztunnel runs nor istiod is told of ambient, nobody looks at the labels (istio/istio
 * pilot/pkg/bootstrap/servicecontroller.go, pilot/pkg/features/ambient.go).
 */
function ambient(
  { client, provider, providerService, service }: LegInput,
  servers: readonly Pod[],
): readonly MissingFact[] {
  const dataPlane = provider.state.ambient;
  const isOn = [client, provider].some(
    ({ controlPlane }) =>
      controlPlane?.features.PILOT_ENABLE_AMBIENT === 'true',
  );
  if (dataPlane.status === 'observed' && !dataPlane.value && !isOn) {
    return [];
  }
  const namespace = provider.namespace(service.namespace);
  const ofNamespace =
    namespace.status === 'observed' ? namespace.value?.labels ?? {} : {};
  const fact = (what: string): MissingFact => ({
    cluster: provider.cluster,
    what,
    reason:
      dataPlane.status === 'unknown'
        ? 'it is not known whether ambient is installed'
        : 'ambient is not analyzed',
    at: dataPlane.at,
  });
  const waypoint =
    providerService?.labels[WAYPOINT_LABEL] ?? ofNamespace[WAYPOINT_LABEL];
  const captured = servers.find(
    pod =>
      pod.proxy === undefined &&
      (pod.labels[MODE_LABEL] ?? ofNamespace[MODE_LABEL]) === 'ambient',
  );
  return [
    ...(captured === undefined
      ? []
      : [
          fact(`data plane of ${captured.namespace}/${captured.workload.name}`),
        ]),
    ...(waypoint === undefined || waypoint === 'none'
      ? []
      : [
          fact(
            `waypoint "${waypoint}" of ${service.namespace}/${service.name}`,
          ),
        ]),
  ];
}
