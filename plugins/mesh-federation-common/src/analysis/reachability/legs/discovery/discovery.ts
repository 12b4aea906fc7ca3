import { isLocal, type Leg, type LegInput } from '../../question/Leg';
import { conclude, type LegPart } from '../../parts/conclude';
import { judgeRegistration } from './judgeRegistration';
import { judgeLocalSelection, judgeSelection } from './judgeSelection';
import { judgeClient } from '../../parts/judgeClient';
import { noIstiodFinding } from '../../parts/noIstiod';

/**
 * Whether the client's istiod knows the endpoints: it reads the provider's cluster, by a remote
 * secret that works, and looks at the namespace there.
 */
export const discoveryLeg: Leg = input => {
  const { client, provider } = input;
  if (isLocal(input)) {
    return judgeClient(input).kind === 'plaintext'
      ? conclude([], 'Kubernetes itself knows the endpoints.')
      : conclude(
          [noIstiod(input) ?? judgeLocalSelection(input)],
          `istiod of ${client.cluster} knows the endpoints of its own cluster.`,
        );
  }
  const none = noIstiod(input);
  return conclude(
    none === undefined
      ? [
          judgeRegistration(input),
          ...judgeSelection(input),
          judgeFeatures(input),
        ]
      : [none],
    `istiod of ${client.cluster} reads ${provider.cluster}.`,
  );
};

function noIstiod({
  client,
  provider,
  context,
}: LegInput): LegPart | undefined {
  const { cluster, state } = client;
  const { controlPlanes } = state;
  return controlPlanes.status === 'observed' && controlPlanes.value.length === 0
    ? {
        findings: [
          noIstiodFinding(
            cluster,
            context.federationOf(cluster, provider.cluster),
            controlPlanes.at,
          ),
        ],
      }
    : undefined;
}

/** Flags of istiod that make it look at less than the rest of this leg takes for granted. */
function judgeFeatures({ client, provider, service }: LegInput): LegPart {
  const { cluster, controlPlane, state } = client;
  const features = controlPlane?.features ?? {};
  const watched = (features.ISTIO_WATCH_NAMESPACE ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  const missing = (what: string, reason: string) => ({
    cluster,
    what,
    reason,
    at: state.controlPlanes.at,
  });
  return {
    missing: [
      ...(features.ENABLE_MCS_SERVICE_DISCOVERY === 'true'
        ? [
            missing(
              `whether ${service.namespace}/${service.name} is exported by ${provider.cluster}`,
              'with ENABLE_MCS_SERVICE_DISCOVERY only exported Services are discovered, and ServiceExports are not observed',
            ),
          ]
        : []),
      ...(watched.length > 0 && !watched.includes(service.namespace)
        ? [
            missing(
              `what istiod sees of namespace ${service.namespace}`,
              `ISTIO_WATCH_NAMESPACE is ${watched.join(',')}`,
            ),
          ]
        : []),
    ],
  };
}
