import {
  federationLabels,
  optional,
  ISTIO_NAMESPACE,
  type Manifest,
  type ObjectRef,
  type PlannedStep,
  type RemoteSecret,
  type StepOf,
  MULTI_CLUSTER_LABEL,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { safeName } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { kubeconfig } from '../objects/kubeconfig';
import { manifestOf } from '../objects/manifestOf';
import { ownLabels } from '../objects/ownLabels';

/** As istioctl names it. The id itself is the key of the data, whatever the name is. */
const NAME_PREFIX = 'istio-remote-secret-';

const LONGEST = 63;

const CLUSTER_ANNOTATION = 'networking.istio.io/cluster';

/**
 * The remote secret in `cluster` for `peer`, in the format of istioctl. One that exists is renewed
 * in place: istiod 1.31 can hang when it is deleted and created again.
 */
export function renderRemoteSecret(step: StepOf<'remote-secret'>): PlannedStep {
  const ref = step.before?.secret ?? secretRef(step.clusterId);
  return {
    step,
    title: `${step.before ? 'Renew' : 'Make'} the remote secret of ${
      step.peer
    } in ${step.cluster}`,
    disruption:
      'Requests also go to services of the same name in the other clusters.',
    objects: [
      {
        cluster: step.cluster,
        ref,
        operation: step.before ? 'update' : 'create',
        ...optional({
          before: step.before ? beforeManifest(ref, step.before) : undefined,
        }),
        after: manifestOf(ref, {
          labels: {
            ...federationLabels(step.federations),
            [MULTI_CLUSTER_LABEL]: 'true',
          },
          annotations: { [CLUSTER_ANNOTATION]: step.clusterId },
          body: {
            type: 'Opaque',
            stringData: {
              [step.clusterId]: kubeconfig({
                clusterId: step.clusterId,
                server: step.server,
                certificateAuthorityData: Buffer.from(step.caPem).toString(
                  'base64',
                ),
              }),
            },
          },
        }),
        precondition: step.before
          ? { resourceVersion: step.before.resourceVersion }
          : { absent: true },
      },
    ],
  };
}

function secretRef(clusterId: string): ObjectRef {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: ISTIO_NAMESPACE,
    name: `${NAME_PREFIX}${safeName(clusterId, LONGEST - NAME_PREFIX.length)}`,
  };
}

/** What is known of the secret without its credential: enough to show what changes. */
function beforeManifest(ref: ObjectRef, before: RemoteSecret): Manifest {
  return manifestOf(ref, {
    labels: ownLabels(before.ownership),
    body: {
      stringData: {
        [before.clusterId]: kubeconfig({
          clusterId: before.clusterId,
          server: before.server ?? '',
          certificateAuthorityData: before.caFingerprints
            .map(fingerprint => `sha256:${fingerprint}`)
            .join(','),
        }),
      },
    },
  });
}
