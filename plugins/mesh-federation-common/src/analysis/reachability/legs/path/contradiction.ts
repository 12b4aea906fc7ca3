import { finding } from '../../../../findings/registry';
import { NETWORK_LABEL, type Finding } from '../../../../model';
import type { LegInput } from '../../question/Leg';
import type { NetworkPath } from '../../networks/networkPaths';
import { labelCommand, namespaceLabelCommand } from '../../parts/labelCommand';
import { commandRemedy } from '../../parts/remedies';
import { podRef, SYSTEM_NAMESPACE } from '../../../../model/objectRef';

/** MF4018: the label says one network, the proxies behind it another. */
export function contradiction(input: LegInput, way: NetworkPath): Finding {
  const { cluster, state } = input.provider;
  const pod = way.endpoints
    .map(endpoint => endpoint.pod)
    .find(
      item => Boolean(item?.proxy?.network) && item?.proxy?.network !== way.to,
    );
  const own = pod?.proxy?.network ?? '';
  const labelled = Boolean(pod?.labels[NETWORK_LABEL]);
  const object = labelled && pod !== undefined ? podRef(pod) : SYSTEM_NAMESPACE;
  return finding('MF4018', {
    cluster,
    peer: input.client.cluster,
    object,
    message: `${cluster} ${
      way.to === ''
        ? 'has no network label'
        : `labels the endpoints with network "${way.to}"`
    }, but their own proxies run on network "${own}": ${
      input.client.cluster
    } sends its requests to addresses that it does not reach.`,
    params: { network: own },
    remedy: commandRemedy(
      cluster,
      labelled && pod !== undefined
        ? labelCommand(object, { [NETWORK_LABEL]: own }, pod.labels)
        : namespaceLabelCommand(input.provider, object.name, {
            [NETWORK_LABEL]: own,
          }),
    ),
    evidence: [
      {
        cluster,
        object,
        field: `label ${NETWORK_LABEL}`,
        value: way.to || 'not set',
        at: labelled ? state.pods.at : state.network.at,
      },
      ...(pod === undefined
        ? []
        : [
            {
              cluster,
              object: podRef(pod),
              field: 'env ISTIO_META_NETWORK',
              value: own,
              at: state.pods.at,
            },
          ]),
    ],
  });
}
