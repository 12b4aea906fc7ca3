import {
  ISTIO_NAMESPACE,
  NETWORK_LABEL,
  type ObjectRef,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestOf } from '../objects/manifestOf';

const NAMESPACE: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Namespace',
  name: ISTIO_NAMESPACE,
};

/** The network of a cluster. Only this label is applied, so that only it can ever be taken away. */
export function renderNetwork(step: StepOf<'network'>): PlannedStep {
  return {
    step,
    title:
      step.network === ''
        ? `Take the network label off ${ISTIO_NAMESPACE} of ${step.cluster}`
        : `Name the network of ${step.cluster} ${step.network}`,
    objects: [
      {
        cluster: step.cluster,
        ref: NAMESPACE,
        operation: 'update',
        before: labeled(step.before),
        after: labeled(step.network),
      },
    ],
  };
}

function labeled(network: string) {
  return network === ''
    ? manifestOf(NAMESPACE)
    : manifestOf(NAMESPACE, { labels: { [NETWORK_LABEL]: network } });
}
