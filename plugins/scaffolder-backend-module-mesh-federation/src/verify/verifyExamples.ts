import { exampleOf } from '../definition/exampleOf';

export const VERIFY_EXAMPLES = [
  exampleOf('Do all members trust and discover each other?', {
    id: 'verify',
    name: 'Prove the federation',
    action: 'mesh-federation:verify',
    input: { federation: 'shop' },
  }),
  exampleOf('And does north reach a Service that runs in east?', {
    id: 'verify',
    name: 'Prove the federation',
    action: 'mesh-federation:verify',
    input: {
      federation: 'shop',
      services: [
        {
          namespace: 'shop',
          name: 'orders',
          from: 'north',
          to: 'east',
          port: 80,
        },
      ],
    },
  }),
];
