import type {
  ClusterId,
  ClusterName,
  Pod,
  ReachabilityQuery,
} from '../../../model';
import { clusterIds } from '../../discovery/remoteSecretsFor';
import { registrations } from '../legs/discovery/registrations';
import { clientClasses } from '../configuration/clients/clientClasses';
import { proxyKinds } from '../configuration/clients/proxyKinds';
import { endpointGroups } from '../configuration/endpointGroups';
import { inboundBypass } from '../configuration/inboundBypass';
import { identities } from '../engine/connectionSecurity';
import { requireLegInput } from '../engine/toLegInput';
import { optional } from '../../../model/basics/optional';
import { standInFor } from '../lookup/standIn/standInFor';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { LegInput } from '../question/Leg';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { serviceHost } from '../lookup/hostLookUp';

/** So many kinds of clients, and of servers, are asked for at most. */
const KINDS = 4;

/**
 * What to ask istiod about a cell.
 *
 * @alpha
 */
export interface WitnessQuestion {
  readonly cluster: ClusterName;
  /** One of each kind of clients. */
  readonly proxies: readonly {
    readonly namespace: string;
    readonly pod: string;
    /** Running Pods of the istiod that configures it. */
    readonly istiods: readonly {
      readonly namespace: string;
      readonly pod: string;
    }[];
  }[];
  /** Kinds of which none is in the list. */
  readonly kindsLeftOut: number;
  /** Full name under which the Service is asked for, and the port. */
  readonly host: string;
  readonly port: number;
  /** To which those clients open connections for it; absent when that is not certain. */
  readonly addresses?: readonly string[];
  /** Full names whose endpoints answer: that one, and of a Service that stands in for it. */
  readonly hosts: readonly string[];
  /** Ids under which the client's istiod can know the provider's cluster. */
  readonly providerIds: readonly ClusterId[];
  /** SPIFFE ids of the proxies. */
  readonly identities: readonly string[];
  readonly servers: ServerQuestion;
}

/**
 * What to ask istiod about the servers of a cell: of each kind of them a Pod whose sidecar takes
 * the requests.
 *
 * @alpha
 */
export interface ServerQuestion {
  /** That of the provider. */
  readonly cluster: ClusterName;
  readonly proxies: readonly (WitnessQuestion['proxies'][number] & {
    /** To which the requests go. */
    readonly port: number;
  })[];
  /** Kinds of servers of which none is in the list: they have no sidecar, or it is passed by. */
  readonly leftOut: number;
}

/**
 * Which proxies to look at for a cell: of each class that the configuration tells apart, also by
 * what of it is not interpreted, a Pod that is ready, if one is. Throws `NotFoundError` for a
 * cluster that the context does not have.
 *
 * @alpha
 */
export function witnessQuestion(
  context: ReachabilityContext,
  query: ReachabilityQuery,
): WitnessQuestion {
  const { target: service, port } = standInFor(
    context,
    query.client.cluster,
    query.service,
    query.port,
  ) ?? { target: query.service, port: query.port };
  const input = requireLegInput(context, { ...query, service, port }, query);
  const { client, provider } = input;
  const classes = clientClasses(input);
  const pods: readonly Pod[] =
    classes.status === 'observed'
      ? classes.value
          .flatMap(({ members }) => proxyKinds(client, members))
          .flatMap(members => {
            const sidecars = members
              .flatMap(member => member.pods)
              .filter(({ proxy }) => proxy?.kind === 'sidecar');
            return sidecars.find(({ ready }) => ready) ?? sidecars[0] ?? [];
          })
      : [];
  const asked = pods.slice(0, KINDS);
  return {
    cluster: client.cluster,
    proxies: asked.map(pod => ({
      namespace: pod.namespace,
      pod: pod.name,
      istiods: istiodsOf(input.client, pod),
    })),
    kindsLeftOut: Math.max(0, pods.length - KINDS),
    host: serviceHost(query.service),
    port: query.port,
    ...optional({ addresses: addressesFor(input, asked, query.service) }),
    hosts: [...new Set([query.service, service].map(serviceHost))],
    providerIds: [
      ...(clusterIds(provider.state) ?? []),
      ...(registrations(client.state, provider.state)?.usable ?? []).map(
        ({ clusterId }) => clusterId,
      ),
    ],
    identities: identities(client, asked),
    servers: serversOf(input),
  };
}

/**
 * Those of the Service in the client's cluster, where the DNS of the cluster answers: the DNS of a
 * sidecar knows addresses that istiod has made up (istio/istio
 * pilot/pkg/networking/core/name_table.go). Of a headless Service it answers with those of Pods.
 */
function addressesFor(
  { client }: LegInput,
  asked: readonly Pod[],
  { namespace, name }: ReachabilityQuery['service'],
): readonly string[] | undefined {
  const service = client.service(namespace, name);
  return service.status === 'unknown' ||
    service.value?.type === 'ExternalName' ||
    asked.some(({ proxy }) => proxy?.dnsCapture)
    ? undefined
    : service.value?.addresses;
}

function serversOf(input: LegInput): ServerQuestion {
  const groups = endpointGroups(input).filter(({ endpoint }) => endpoint.ready);
  const proxies = groups.flatMap(({ endpoint: { pod, targetPort } }) =>
    pod?.proxy?.kind !== 'sidecar' ||
    targetPort === undefined ||
    inboundBypass(pod.annotations, targetPort) !== undefined
      ? []
      : [
          {
            namespace: pod.namespace,
            pod: pod.name,
            istiods: istiodsOf(input.provider, pod),
            port: targetPort,
          },
        ],
  );
  const asked = proxies.slice(0, KINDS);
  return {
    cluster: input.provider.cluster,
    proxies: asked,
    leftOut: groups.length - asked.length,
  };
}

/**
 * Those of the Pod's revision first: another one can have taken it over.
 *
 * @alpha
 */
export function istiodsOf(
  { state }: Pick<ClusterIndex, 'state'>,
  { proxy }: Pod,
): WitnessQuestion['proxies'][number]['istiods'] {
  const { controlPlanes } = state;
  if (controlPlanes.status === 'unknown') {
    return [];
  }
  const isOwn = (revision: string) =>
    revision === (proxy?.revision ?? 'default');
  return [...controlPlanes.value]
    .sort((a, b) => Number(isOwn(b.revision)) - Number(isOwn(a.revision)))
    .flatMap(({ deployment, replicas }) =>
      replicas
        .filter(({ ready }) => ready)
        .map(({ pod }) => ({ namespace: deployment.namespace ?? '', pod })),
    );
}
