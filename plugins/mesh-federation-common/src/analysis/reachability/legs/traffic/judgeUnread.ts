import type {
  ConfigurationObject,
  MissingFact,
  Observed,
  Pod,
  Unread,
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
import {
  extensionsFor,
  type SelectedProxy,
} from '../../configuration/objects/extensionsFor';
import { sidecarFor } from '../../configuration/objects/sidecarFor';
import { remembered } from '../../../remembered';
import { MODE_LABEL, WAYPOINT_LABEL } from '../../../../model/istioNames';

/** Objects for a revision of istiod that runs beside the one by which the cluster is judged. */
const forOtherRevisions = remembered(
  ({ controlPlane, state, written }: ClusterIndex) => {
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
      .filter(({ revision }) => revision && beside.includes(revision));
  },
);

/** Those that proxies of the Pods' revisions obey. */
function otherRevisions(
  index: ClusterIndex,
  pods: readonly Pod[],
  role: Unread['at'],
): readonly Unread[] {
  return forOtherRevisions(index)
    .filter(({ revision }) =>
      pods.some(({ proxy }) => proxy?.revision === revision),
    )
    .map(({ object, revision }) => ({
      at: role,
      text: `${describeObject(object)} in ${
        index.cluster
      } is for proxies of revision ${revision} alone, of which the ${role} has some.`,
    }));
}

/**
 * Things that are recognized and not interpreted: extensions of proxies, special inbound listeners,
 * objects for proxies of another revision; ambient.
 */
export function judgeUnread(input: LegInput): LegPart {
  const { client, provider } = input;
  const groups = clientGroups(input);
  const servers = endpointGroups(input).flatMap(({ endpoint }) =>
    endpoint.pod === undefined ? [] : [endpoint.pod],
  );
  return {
    missing: ambient(input, servers),
    unread: [
      ...extensionsOfClients(
        client,
        groups.status === 'observed' ? groups.value : [],
      ),
      ...ofGateways(input),
      ...proxyExtensions(provider, servers, 'server'),
      ...servers.flatMap(pod => specialListeners(provider, pod)),
      ...otherRevisions(client, clientPods(input), 'client'),
      ...otherRevisions(provider, servers, 'server'),
    ],
  };
}

function clientPods({ client, clientPods: asked }: LegInput): readonly Pod[] {
  const all = client.sidecarPods();
  return asked ?? (all.status === 'observed' ? all.value : []);
}

function specialListeners(provider: ClusterIndex, pod: Pod): readonly Unread[] {
  const sidecar = sidecarFor(provider, pod);
  return sidecar.status === 'observed' &&
    sidecar.value?.ingress.some(({ special }) => special)
    ? [
        {
          at: 'server',
          text: `Sidecar ${sidecar.value.object.namespace}/${sidecar.value.object.name} in ${provider.cluster} has inbound listeners with an address, a capture mode or TLS of their own for the server.`,
        },
      ]
    : [];
}

/**
 * Nothing of them is about the Service, and the clients of a whole cluster are the same list for
 * every question.
 */
const knownExtensions = remembered((_: readonly ClientGroup[]) => ({
  unread: undefined as readonly Unread[] | undefined,
}));

function extensionsOfClients(
  client: ClusterIndex,
  clients: readonly ClientGroup[],
): readonly Unread[] {
  const known = knownExtensions(clients);
  known.unread ??= proxyExtensions(client, clients, 'client');
  return known.unread;
}

/** What is applied to the proxies of the gateways through which the request goes. */
function ofGateways({ context, path }: LegInput): readonly Unread[] {
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
      : proxyExtensions(
          index,
          used.flatMap(({ object }) => gatewayPods(index, object)),
          'gateway',
        );
  });
}

function proxyExtensions(
  index: ClusterIndex,
  workloads: readonly SelectedProxy[],
  role: Unread['at'],
): readonly Unread[] {
  const found = extensionsFor(index, workloads, role);
  return found.status === 'unknown'
    ? [
        {
          at: role,
          text: `It is not observed which EnvoyFilters, WasmPlugins and TrafficExtensions ${index.cluster} has for the ${role}.`,
        },
      ]
    : found.value.map(({ object }) => ({
        at: role,
        text: `${describeObject(object)} in ${
          index.cluster
        } selects the ${role}.`,
      }));
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
