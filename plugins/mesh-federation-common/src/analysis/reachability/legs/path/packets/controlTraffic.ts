import type { MissingFact, Pod } from '../../../../../model';
import { ISTIOD_NAME, ISTIO_NAMESPACE } from '../../../../../model/istioNames';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import type { LegPart } from '../../../parts/conclude';
import type { LegInput } from '../../../question/Leg';
import { namePolicies } from './describeHop';
import { enforcement } from './enforcement';
import { policyAnswer, type Other, type PolicyPod } from './policyAnswer';

/** Of istiod for proxies (istio/istio manifests/charts/istio-control/istio-discovery). */
const XDS_PORT = 15012;

/** Of the name servers of a cluster: their Service has this name and selects this label. */
const DNS = { namespace: 'kube-system', label: 'k8s-app', value: 'kube-dns' };
const DNS_PORT = 53;

const NOT_KNOWN: Other = { kind: 'not-known' };

/**
 * What a client needs beside the request itself: its proxy hears from istiod where to send
 * requests, and without DNS capture the name is looked up at the name servers. A proxy keeps what
 * it heard before a policy came, and a name may be answered elsewhere, on the Node for example: so
 * what is shut off here is not known to fail, and not known to work.
 */
export function controlTraffic(
  { client }: LegInput,
  group: ClientGroup,
): Pick<LegPart, 'missing'> {
  const { namespace = '', pods } = group;
  const policies = client.networkPolicies(namespace);
  if (
    policies.status === 'unknown' ||
    policies.value.every(({ egress }) => egress === undefined)
  ) {
    return {};
  }
  const pod: PolicyPod = {
    namespace,
    labels: group.labels,
    workload: { name: group.name.split('/').at(-1)! },
    hostNetwork: pods.some(({ hostNetwork }) => hostNetwork),
    ips: [],
    namedPorts: {},
  };
  const capturesNames =
    pods.length > 0 && pods.every(({ proxy }) => proxy?.dnsCapture === true);
  return {
    missing: [
      ...(group.proxy ? toIstiod(client, pod) : []),
      ...(capturesNames ? [] : toNameServers(client, pod)),
    ],
  };
}

function toIstiod(
  client: ClusterIndex,
  pod: PolicyPod,
): readonly MissingFact[] {
  const istiods = podsWith(client, ISTIO_NAMESPACE, 'app', ISTIOD_NAME);
  // Where it runs elsewhere, nothing shows to which address proxies connect.
  const others = istiods.length > 0 ? istiods.map(asOther) : [NOT_KNOWN];
  return ask(client, pod, {
    others,
    port: XDS_PORT,
    protocol: 'TCP',
    what: `whether proxies of ${pod.namespace}/${pod.workload.name} hear from istiod`,
  });
}

function toNameServers(
  client: ClusterIndex,
  pod: PolicyPod,
): readonly MissingFact[] {
  const servers = podsWith(client, DNS.namespace, DNS.label, DNS.value);
  const service = client.service(DNS.namespace, DNS.value);
  const isSeen = service.status === 'observed' && servers.length > 0;
  const found = isSeen
    ? service.value?.ports.find(({ protocol }) => protocol === 'UDP')
    : undefined;
  const target = Number(found?.targetPort);
  return ask(client, pod, {
    others: isSeen ? servers.map(asOther) : [NOT_KNOWN],
    port: target > 0 ? target : DNS_PORT,
    protocol: 'UDP',
    what: `whether ${pod.namespace}/${pod.workload.name} can look names up`,
  });
}

function asOther(pod: Pod): Other {
  return { kind: 'pod', pod };
}

function podsWith(
  client: ClusterIndex,
  namespace: string,
  label: string,
  value: string,
): readonly Pod[] {
  const pods = client.podsOf(namespace);
  return pods.status === 'observed'
    ? pods.value.filter(({ labels }) => labels[label] === value)
    : [];
}

function ask(
  client: ClusterIndex,
  pod: PolicyPod,
  {
    others,
    port,
    protocol,
    what,
  }: {
    readonly others: readonly Other[];
    readonly port: number;
    readonly protocol: 'TCP' | 'UDP';
    readonly what: string;
  },
): readonly MissingFact[] {
  const asked = others.map(other => ({
    role: 'client' as const,
    index: client,
    direction: 'egress' as const,
    pod,
    other,
    port,
    ...policyAnswer({
      index: client,
      direction: 'egress',
      pod,
      other,
      port,
      protocol,
    }),
  }));
  const first = asked.find(({ answer }) => answer !== 'yes');
  if (first === undefined) {
    return [];
  }
  const enforced = enforcement(client);
  const { cluster } = client;
  return [
    {
      cluster,
      what,
      reason: `${namePolicies(first)} ${
        first.answer === 'no' ? 'does not let' : 'may not let'
      } packets to port ${port} through${
        'missing' in enforced ? `; ${enforced.missing.reason}` : ''
      }`,
      at: client.state.networkPolicies.at,
    },
  ];
}
