import { finding } from '../../../../findings/registry';
import type { Evidence, Finding, Pod } from '../../../../model';
import { coversHost, serviceHost } from '../../lookup/hostLookUp';
import type { Standing } from '../../networks/gatewayStanding';
import { addressFamily } from '../../networks/knownGateways';
import type { LegInput } from '../../question/Leg';
import type { NetworkPath } from '../../networks/networkPaths';
import { remembered } from '../../../remembered';
import { resourceOf } from '../../../../commands/kubectl';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { commandRemedy, createRemedy } from '../../parts/remedies';
import { gatewayRemedy } from './gatewayRemedy';
import { optional } from '../../../../model/basics/optional';

type Family = NonNullable<ReturnType<typeof addressFamily>>;

/** A cluster's sidecars of one network are the same list for every question. */
const familiesOf = remembered(
  (pods: readonly Pod[]) =>
    new Set<Family>(
      pods.flatMap(({ ips }) => ips.flatMap(ip => addressFamily(ip) ?? [])),
    ),
);

/**
 * MF4009, MF4010, MF4011, MF4016: what keeps a gateway from letting the client's requests in.
 * Source: istio/istio pilot/pkg/networking/core/gateway.go builtAutoPassthroughFilterChains.
 */
export function gatewayProblem(
  input: LegInput,
  way: NetworkPath,
  standing: Standing,
): Finding | undefined {
  return (
    notPassing(standing) ??
    notCovering(input, standing) ??
    notReady(standing) ??
    wrongFamily(input, way, standing)
  );
}

/** A fact about the gateway. */
export function evidenceOf(
  { index, gateway }: Standing,
  field: string,
  value: string,
): Evidence {
  return {
    cluster: index.cluster,
    object: gateway.object,
    field,
    value,
    at: index.state.gateways.at,
  };
}

function notPassing(standing: Standing): Finding | undefined {
  const { index, gateway } = standing;
  const { object, port } = gateway;
  if (gateway.autoPassthrough) {
    return undefined;
  }
  return finding('MF4009', {
    cluster: index.cluster,
    object,
    message: `The east-west gateway ${object.name} in ${index.cluster} has no server that passes mutual TLS through on port ${port}.`,
    params: { port: String(port) },
    remedy: passthroughRemedy(standing, 'cross-network-gateway'),
    evidence: [evidenceOf(standing, 'tls.mode AUTO_PASSTHROUGH', 'absent')],
  });
}

function passthroughRemedy({ index, gateway }: Standing, name: string) {
  const { object, port } = gateway;
  if (object.kind !== 'Service') {
    return gatewayRemedy(index.cluster, gateway.network, gateway, port);
  }
  const service = index.service(object.namespace ?? '', object.name);
  const selector =
    service.status === 'observed' ? service.value?.selector : undefined;
  return createRemedy(index.cluster, [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name, namespace: object.namespace },
      spec: {
        selector: selector ?? { istio: 'eastwestgateway' },
        servers: [
          {
            port: { number: port, name: 'tls', protocol: 'TLS' },
            tls: { mode: 'AUTO_PASSTHROUGH' },
            hosts: ['*.local'],
          },
        ],
      },
    },
  ]);
}

/**
 * Hosts of a server of Istio may carry a namespace (istio/istio pilot/pkg/model/gateway.go
 * GetSNIHostsForServer).
 */
function notCovering(input: LegInput, standing: Standing): Finding | undefined {
  const { index, gateway } = standing;
  const { object, hosts } = gateway;
  const host = serviceHost(input.service);
  if (hosts.some(item => coversHost(item.split('/').at(-1)!, host))) {
    return undefined;
  }
  return finding('MF4010', {
    cluster: index.cluster,
    object,
    message: `The east-west gateway ${object.name} in ${index.cluster} lets ${
      hosts.join(', ') || 'no host'
    } in, not ${host}.`,
    params: { host },
    // The one that is there, for other hosts, has the usual name.
    remedy: passthroughRemedy(standing, 'cross-network-gateway-local'),
    evidence: [evidenceOf(standing, 'hosts', hosts.join(', '))],
  });
}

function notReady(standing: Standing): Finding | undefined {
  const { index, gateway, address } = standing;
  const isSilent = gateway.silent?.includes(address) === true;
  if (gateway.programmed && !isSilent) {
    return undefined;
  }
  const { object } = gateway;
  return finding('MF4011', {
    cluster: index.cluster,
    object,
    message: isSilent
      ? `The Node with address ${address} in ${index.cluster} hands requests for the east-west gateway ${object.name} on to Pods of its own alone, and has none that is ready.`
      : `The east-west gateway ${object.name} in ${index.cluster} has an address, but nothing that is ready behind it.`,
    remedy: commandRemedy(
      index.cluster,
      ['kubectl', 'describe', ...resourceOf(object)],
      [
        'kubectl',
        'get',
        'pods',
        '--namespace',
        object.namespace ?? '',
        '--output',
        'wide',
      ],
    ),
    evidence: [
      isSilent
        ? evidenceOf(standing, 'spec.externalTrafficPolicy', 'Local')
        : evidenceOf(standing, 'programmed', 'false'),
    ],
  });
}

/**
 * Proxies of one family leave out gateways of the other (ep_filters.go filterGatewaysByIPFamily);
 * istiod resolves host names.
 */
function wrongFamily(
  { client }: LegInput,
  { clients }: NetworkPath,
  standing: Standing,
): Finding | undefined {
  const { index, gateway, address } = standing;
  const family = addressFamily(address);
  const families = familiesOf(clients);
  if (family === undefined || families.size !== 1 || families.has(family)) {
    return undefined;
  }
  const { object } = gateway;
  const [own] = families;
  return finding('MF4016', {
    cluster: index.cluster,
    peer: client.cluster,
    object,
    message: `The address ${address} of the east-west gateway ${object.name} in ${index.cluster} is ${family}, but Pods of the client in ${client.cluster} have only ${own} addresses.`,
    params: { family: own! },
    ...optional({
      remedy:
        object.kind === 'Service'
          ? jsonPatchRemedy(index.cluster, object, {
              op: 'replace',
              field: 'spec.ipFamilyPolicy',
              value: 'RequireDualStack',
              expected: { 'spec.ipFamilyPolicy': 'SingleStack' },
            })
          : undefined,
    }),
    evidence: [evidenceOf(standing, 'address', address)],
  });
}
