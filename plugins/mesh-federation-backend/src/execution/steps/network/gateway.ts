import {
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  GATEWAY_NAME_LABEL,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at, listOf, numberOf, textOf } from '../../../kubernetes/objects/json';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import type { StepContext, StepExecutor } from '../../step/StepContext';
import { objectState } from '../../gates/objectState';
import { rollout } from '../../gates/rollout';
import {
  closed,
  open,
  unanswered,
  waitFor,
  type GateState,
} from '../../step/waitFor';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';
import { renderGateway } from '../../../istio/write/steps/renderGateway';

/** Applies the Gateway, then waits until it has an address and its pods are available. */
const execute: StepExecutor<'gateway'> = async context => {
  await applyObjects(context);
  const [object] = context.planned.objects;
  const { cluster } = context.step;
  return waitFor(context, {
    cluster,
    object: object.ref,
    check: async () => {
      const programmed = await objectState(context, object, live =>
        live
          ? programmedState(live)
          : closed(`Gateway ${GATEWAY_NAME} is gone`),
      );
      if (!programmed.open) {
        return programmed;
      }
      const pods = await podState(context);
      return pods.open ? programmed : pods;
    },
  });
};

function programmedState(gateway: KubernetesObject): GateState {
  const condition = listOf(at(gateway, 'status', 'conditions')).find(
    entry => at(entry, 'type') === 'Programmed',
  );
  const addresses = listOf(at(gateway, 'status', 'addresses')).flatMap(
    entry => textOf(at(entry, 'value')) ?? [],
  );
  const seen = numberOf(at(condition, 'observedGeneration')) ?? 0;
  if (seen < (gateway.metadata.generation ?? 0)) {
    return closed(`istiod has not looked at Gateway ${GATEWAY_NAME} yet`);
  }
  if (at(condition, 'status') !== 'True') {
    const why = textOf(at(condition, 'message'));
    return closed(
      `Gateway ${GATEWAY_NAME} is not programmed${why ? `: ${why}` : ''}`,
    );
  }
  return addresses.length > 0
    ? open(`Gateway ${GATEWAY_NAME} listens on ${addresses.join(', ')}`)
    : closed(`Gateway ${GATEWAY_NAME} has no address`);
}

const GATEWAY_DEPLOYMENTS = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  namespace: ISTIO_NAMESPACE,
  labelSelector: `${GATEWAY_NAME_LABEL}=${GATEWAY_NAME}`,
} as const;

async function podState(context: StepContext): Promise<GateState> {
  const { cluster } = context.step;
  const deployments = await context.clients
    .forCluster(cluster)
    .list(GATEWAY_DEPLOYMENTS, { signal: context.signal });
  if (!deployments.ok) {
    return unanswered(deployments.error, {
      cluster,
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: ISTIO_NAMESPACE,
        name: GATEWAY_NAME,
      },
    });
  }
  const waiting = deployments.value.map(rollout).find(state => !state.open);
  if (deployments.value.length === 0) {
    return closed(
      `istiod has not made a Deployment for Gateway ${GATEWAY_NAME}`,
    );
  }
  return waiting ?? open('its pods are available');
}

export const gateway: StepKind<'gateway'> = { render: renderGateway, execute };
