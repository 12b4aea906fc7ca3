import { finding } from '../../../../findings/registry';
import {
  NETWORK_LABEL,
  type EastWestGateway,
  type Evidence,
  type Finding,
} from '../../../../model';
import { exposesPort, isLookedAt } from '../../networks/knownGateways';
import type { LegInput } from '../../question/Leg';
import type { NetworkPath } from '../../networks/networkPaths';
import { resourceOf } from '../../../../commands/kubectl';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { labelCommand, namespaceLabelCommand } from '../../parts/labelCommand';
import { commandRemedy, restartCommand } from '../../parts/remedies';
import { contradiction } from './contradiction';
import { gatewayRemedy } from './gatewayRemedy';
import { labelledPods, networkEvidence } from './podNetwork';
import {
  podRef,
  SYSTEM_NAMESPACE,
  workloadRef,
} from '../../../../model/objectRef';
import { assertNever } from '../../../../model/basics/assertNever';
import { optional } from '../../../../model/basics/optional';

/**
 * MF4001, MF4002, MF4007, MF4008, MF4017, MF4018, MF4022, MF4024: proxies are given pod addresses
 * of a network that they do not reach. Without a usable gateway istiod does not leave such
 * endpoints out (istio/istio pilot/pkg/xds/endpoints/ep_filters.go).
 */
export function noPath(input: LegInput, way: NetworkPath): Finding {
  switch (way.because) {
    case 'no-network':
      return withoutNetwork(input, way);
    case 'contradiction':
      return contradiction(input, way);
    case 'no-gateway':
    case undefined:
      return withoutGateway(input, way);
    default:
      return assertNever(way.because);
  }
}

function withoutGateway(input: LegInput, way: NetworkPath): Finding {
  const { gateways } = input.provider.state;
  const all = gateways.status === 'observed' ? gateways.value : [];
  const ofNetwork = all.filter(({ network }) => network === way.to);
  const silent = ofNetwork.find(
    item => exposesPort(input.provider, item) === false,
  );
  const homeless = ofNetwork.find(({ addresses }) => addresses.length === 0);
  const hidden = ofNetwork.find(
    item => isLookedAt(input.client, input.provider, item) === false,
  );
  if (silent !== undefined) {
    return withoutPort(input, silent);
  }
  if (homeless !== undefined) {
    return withoutAddress(input, homeless);
  }
  if (hidden !== undefined) {
    return notLookedAt(input, hidden);
  }
  const [other] = all;
  return (
    labelledPods(input, way) ??
    (ofNetwork.length === 0 && other !== undefined
      ? ofOtherNetwork(input, way, other)
      : withoutAnyGateway(input, way))
  );
}

function gatewayEvidence(
  { provider }: LegInput,
  { object }: EastWestGateway,
  field: string,
  value: string,
): Evidence {
  return {
    cluster: provider.cluster,
    object,
    field,
    value,
    at: provider.state.gateways.at,
  };
}

function withoutAddress(input: LegInput, gateway: EastWestGateway): Finding {
  const { cluster } = input.provider;
  const { object, network } = gateway;
  return finding('MF4002', {
    cluster,
    peer: input.client.cluster,
    object,
    message: `The east-west gateway ${object.name} of network "${network}" in ${cluster} has no address, so that ${input.client.cluster} is given raw pod addresses.`,
    remedy: commandRemedy(cluster, [
      'kubectl',
      'describe',
      ...resourceOf(object),
    ]),
    evidence: [gatewayEvidence(input, gateway, 'addresses', 'none')],
  });
}

function withoutPort(input: LegInput, gateway: EastWestGateway): Finding {
  const { cluster } = input.provider;
  const { object, port, network } = gateway;
  return finding('MF4007', {
    cluster,
    peer: input.client.cluster,
    object,
    message: `The Service of the east-west gateway ${object.name} in ${cluster} has no port ${port}, so that istiod ignores the gateway.`,
    params: { port: String(port) },
    remedy:
      object.kind === 'Service'
        ? jsonPatchRemedy(cluster, object, {
            op: 'add',
            // The API server takes no port twice.
            field: 'spec.ports[-]',
            value: { name: 'tls', port, protocol: 'TCP', targetPort: port },
          })
        : gatewayRemedy(cluster, network, gateway),
    evidence: [gatewayEvidence(input, gateway, `port ${port}`, 'absent')],
  });
}

function notLookedAt(input: LegInput, gateway: EastWestGateway): Finding {
  const { client, provider } = input;
  const { object } = gateway;
  const namespace = object.namespace ?? '';
  const labels =
    client.settings.status === 'observed'
      ? client.settings.value.discoverySelectors.find(
          ({ matchExpressions }) => matchExpressions.length === 0,
        )?.matchLabels
      : undefined;
  return finding('MF4022', {
    cluster: provider.cluster,
    peer: client.cluster,
    object,
    message: `discoverySelectors of ${client.cluster} leave namespace ${namespace} of ${provider.cluster} out, and with it the east-west gateway ${object.name}.`,
    params: { namespace },
    ...optional({
      remedy:
        labels === undefined
          ? undefined
          : commandRemedy(
              provider.cluster,
              namespaceLabelCommand(provider, namespace, labels),
            ),
    }),
    evidence: [
      {
        cluster: client.cluster,
        ...optional({
          object:
            client.controlPlane?.meshConfig.status === 'observed'
              ? client.controlPlane.meshConfig.value.configMap
              : undefined,
        }),
        field: 'discoverySelectors',
        at: client.settings.at,
      },
      gatewayEvidence(input, gateway, 'metadata.namespace', namespace),
    ],
  });
}

function ofOtherNetwork(
  input: LegInput,
  way: NetworkPath,
  gateway: EastWestGateway,
): Finding {
  const { cluster } = input.provider;
  const { object, network } = gateway;
  const { to } = way;
  return finding('MF4008', {
    cluster,
    peer: input.client.cluster,
    object,
    message: `The endpoints in ${cluster} are on network "${to}", but its east-west gateway ${object.name} is labelled for network "${network}".`,
    params: { network: to },
    // Of a Gateway of the Gateway API, the Pods have a label of their own.
    remedy:
      object.kind === 'Service'
        ? commandRemedy(
            cluster,
            labelCommand(
              object,
              { [NETWORK_LABEL]: to },
              { [NETWORK_LABEL]: network },
            ),
          )
        : gatewayRemedy(cluster, to, gateway, gateway.port),
    evidence: [
      gatewayEvidence(input, gateway, `label ${NETWORK_LABEL}`, network),
      networkEvidence(input, way),
    ],
  });
}

function withoutAnyGateway(input: LegInput, way: NetworkPath): Finding {
  const { to } = way;
  const { cluster, state } = input.provider;
  const noApi =
    state.gatewayApi.status === 'observed' && !state.gatewayApi.value;
  return finding('MF4001', {
    cluster,
    peer: input.client.cluster,
    message: `${input.client.cluster} knows no east-west gateway of network "${to}" of ${cluster}, so that its proxies are given raw pod addresses, which they do not reach.`,
    params: {
      federation: input.context.federationOf(cluster, input.client.cluster),
    },
    ...optional({ remedy: noApi ? undefined : gatewayRemedy(cluster, to) }),
    evidence: [
      networkEvidence(input, way),
      {
        cluster,
        field: 'east-west gateways',
        value: '0',
        at: state.gateways.at,
      },
    ],
  });
}

function withoutNetwork(input: LegInput, way: NetworkPath): Finding {
  const { cluster, state } = input.client;
  const [pod] = way.clients;
  const object = pod === undefined ? SYSTEM_NAMESPACE : podRef(pod);
  const network =
    state.network.status === 'observed' ? state.network.value.label : '';
  return finding('MF4017', {
    cluster,
    peer: input.provider.cluster,
    object,
    message: `Proxies of the client run without a network, and Istio ${
      input.client.controlPlane?.version ?? 'of this version'
    } takes them for neighbors of every network: they are given raw pod addresses of "${
      way.to
    }" in place of the gateway.`,
    params: { network },
    ...optional({
      remedy:
        pod === undefined || pod.workload.kind === 'Pod'
          ? undefined
          : commandRemedy(cluster, restartCommand(workloadRef(pod))),
    }),
    evidence: [
      {
        cluster,
        object,
        field: 'env ISTIO_META_NETWORK',
        value: 'not set',
        at: state.pods.at,
      },
    ],
  });
}
