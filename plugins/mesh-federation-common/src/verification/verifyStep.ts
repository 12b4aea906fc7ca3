import { isWorkingGateway } from '../analysis/isWorkingGateway';
import type {
  ClusterState,
  Step,
  StepOf,
  StepProof,
  Timestamp,
} from '../model';
import { judgeBy, judgeIf, type Judgement } from '../planning/step/judgement';
import {
  verifyRemoteSecret,
  verifyRemoveRemoteSecret,
  verifyWaitForgotten,
  verifyWaitSync,
} from '../planning/steps/discovery/judgeSecrets';
import {
  verifyMultiRoot,
  verifyTrustRoots,
  verifyVerifyTrust,
} from '../planning/steps/trust/judgePlanes';

/** Whether the result of one step holds in the states. */
export function verifyStep(
  step: Step,
  states: readonly ClusterState[],
  now: Timestamp,
): StepProof {
  const state = states.find(({ cluster }) => cluster === step.cluster);
  const judgement: Judgement =
    state === undefined
      ? {
          verdict: 'unknown',
          reason: `${step.cluster} was not observed.`,
          evidence: [],
        }
      : judgeStep(step, state, states, now);
  return { stepId: step.id, ...judgement };
}

function judgeStep(
  step: Step,
  state: ClusterState,
  states: readonly ClusterState[],
  now: Timestamp,
): Judgement {
  switch (step.type) {
    case 'trust-roots':
      return verifyTrustRoots(step, state);
    case 'multi-root':
      return verifyMultiRoot(step, state);
    case 'verify-trust':
      return verifyVerifyTrust(step, state);
    case 'restart-workloads':
      return verifyRestart(step, state);
    case 'network':
      return verifyNetwork(step, state);
    case 'gateway':
      return verifyGateway(step, state);
    case 'remove-gateway':
      return verifyRemoveGateway(step, state);
    case 'reader':
      return verifyReader(step, state);
    case 'remove-reader':
      return verifyRemoveReader(step, state);
    case 'remote-secret':
      return verifyRemoteSecret(step, state);
    case 'remove-remote-secret':
      return verifyRemoveRemoteSecret(step, state);
    case 'wait-sync':
      return verifyWaitSync(step, state, states, now);
    case 'wait-forgotten':
      return verifyWaitForgotten(step, state);
    default:
      throw new Error(`Unexpected step ${JSON.stringify(step)}`);
  }
}

function verifyRestart(
  step: StepOf<'restart-workloads'>,
  { cluster, workloads }: ClusterState,
): Judgement {
  return judgeBy(workloads, `The workloads of ${cluster}`, found => {
    const lacking = found.filter(
      workload =>
        workload.proxiesWithXdsAgent < workload.proxies &&
        step.workloads.some(
          ({ kind, namespace, name }) =>
            kind === workload.kind &&
            namespace === workload.namespace &&
            name === workload.name,
        ),
    );
    return judgeIf(lacking.length === 0, {
      yes: `Every proxy of the ${step.workloads.length} restarted workloads carries the flag.`,
      no: `Proxies without the flag are left in ${lacking
        .map(({ namespace, name }) => `${namespace}/${name}`)
        .join(', ')}.`,
    });
  });
}

function verifyNetwork(
  step: StepOf<'network'>,
  { cluster, network }: ClusterState,
): Judgement {
  return judgeBy(network, `The network of ${cluster}`, ({ label }) =>
    judgeIf(
      label === step.network,
      {
        yes: `The network label is ${label === '' ? 'gone' : `"${label}"`}.`,
        no: `The network label is "${label}".`,
      },
      [
        {
          cluster,
          field: 'label topology.istio.io/network',
          value: label,
          at: network.at,
        },
      ],
    ),
  );
}

function verifyGateway(
  step: StepOf<'gateway'>,
  { cluster, gateways }: ClusterState,
): Judgement {
  return judgeBy(gateways, `The gateways of ${cluster}`, found => {
    const working = found.find(item => isWorkingGateway(item, step.network));
    return judgeIf(
      working !== undefined,
      {
        yes: `The east-west gateway of network "${step.network}" has an address.`,
        no: `No east-west gateway of network "${step.network}" works.`,
      },
      working === undefined
        ? []
        : [
            {
              cluster,
              object: working.object,
              field: 'status addresses',
              value: working.addresses.join(' '),
              at: gateways.at,
            },
          ],
    );
  });
}

function verifyRemoveGateway(
  step: StepOf<'remove-gateway'>,
  { cluster, gateways }: ClusterState,
): Judgement {
  const { object } = step.gateway;
  return judgeBy(gateways, `The gateways of ${cluster}`, found =>
    judgeIf(
      !found.some(
        item =>
          item.object.name === object.name &&
          item.object.namespace === object.namespace &&
          item.object.kind === object.kind,
      ),
      {
        yes: `Gateway ${object.name} is gone.`,
        no: `Gateway ${object.name} is still there.`,
      },
    ),
  );
}

function verifyReader(
  step: StepOf<'reader'>,
  { cluster, reader }: ClusterState,
): Judgement {
  return judgeBy(reader, `The reader of ${cluster}`, found =>
    judgeIf(
      found.complete && found.secrets === (step.choice === 'with-secrets'),
      {
        yes: 'The reader is complete.',
        no: 'The reader is not complete or has other rights.',
      },
    ),
  );
}

function verifyRemoveReader(
  _step: StepOf<'remove-reader'>,
  { cluster, reader }: ClusterState,
): Judgement {
  return judgeBy(reader, `The reader of ${cluster}`, ({ objects }) =>
    judgeIf(objects.length === 0, {
      yes: 'Every object of the reader is gone.',
      no: `${objects.length} objects of the reader are left.`,
    }),
  );
}
