import { exampleOf } from '../definition/exampleOf';

export const START_EXAMPLES = [
  exampleOf('Start the plan of the step before, or ask for its approval', {
    id: 'start',
    name: 'Start the join',
    action: 'mesh-federation:run:start',
    input: {
      planId: '${{ steps.plan.output.planId }}',
      digest: '${{ steps.plan.output.digest }}',
      comment: '${{ parameters.reason }}',
    },
  }),
];

export const WAIT_EXAMPLES = [
  exampleOf('Wait until the clusters are joined', {
    id: 'wait',
    name: 'Wait for the join',
    action: 'mesh-federation:run:wait',
    input: { planId: '${{ steps.plan.output.planId }}', timeoutMinutes: 45 },
  }),
  exampleOf('Wait only for a run that was started, not for an approval', {
    id: 'wait',
    name: 'Wait for the join',
    if: "${{ steps.start.output.state === 'started' }}",
    action: 'mesh-federation:run:wait',
    input: { planId: '${{ steps.plan.output.planId }}' },
  }),
];

export const LEAVE_EXAMPLES = [
  exampleOf('One cluster leaves', {
    id: 'leave',
    name: 'Take the cluster out',
    action: 'mesh-federation:leave',
    input: { federation: 'shop', clusters: ['north'] },
  }),
  exampleOf('All clusters leave, without a restart of istiod', {
    id: 'leave',
    name: 'Take the federation down',
    action: 'mesh-federation:leave',
    input: { federation: 'shop', keepFlags: true },
  }),
];
