import { exampleOf } from '../definition/exampleOf';

export const PLAN_EXAMPLES = [
  exampleOf('Two clusters join a new federation', {
    id: 'plan',
    name: 'Plan the join',
    action: 'mesh-federation:plan',
    input: {
      federation: 'shop',
      clusters: ['east', 'west'],
      description: 'Clusters of the shop',
      restartWorkloads: true,
    },
  }),
  exampleOf('One more cluster joins a federation', {
    id: 'plan',
    name: 'Plan the join',
    action: 'mesh-federation:plan',
    input: { federation: 'shop', clusters: ['north'], restartWorkloads: true },
  }),
  exampleOf('A cluster leaves', {
    id: 'plan',
    name: 'Plan the leave',
    action: 'mesh-federation:plan',
    input: { federation: 'shop', kind: 'leave', clusters: ['north'] },
  }),
];
