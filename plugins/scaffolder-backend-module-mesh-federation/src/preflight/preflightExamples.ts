import { exampleOf } from '../definition/exampleOf';

export const PREFLIGHT_EXAMPLES = [
  exampleOf('Can two clusters be joined to a new federation?', {
    id: 'preflight',
    name: 'Check the clusters',
    action: 'mesh-federation:preflight',
    input: { federation: 'shop', clusters: ['east', 'west'] },
  }),
  exampleOf('Wait for a cluster that was registered in the step before', {
    id: 'preflight',
    name: 'Check the new cluster',
    action: 'mesh-federation:preflight',
    input: { federation: 'shop', clusters: ['north'], waitMinutes: 5 },
  }),
];
