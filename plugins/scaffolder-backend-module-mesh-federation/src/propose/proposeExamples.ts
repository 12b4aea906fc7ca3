import { exampleOf } from '../definition/exampleOf';

export const PROPOSE_EXAMPLES = [
  exampleOf('Change the Helm values by which GitOps installs istiod in east', {
    id: 'propose',
    name: 'Write the change',
    if: '${{ steps.plan.output.proposals.length > 0 }}',
    action: 'mesh-federation:propose',
    input: {
      proposals: [
        {
          cluster: 'east',
          kind: 'Deployment',
          namespace: 'istio-system',
          name: 'istiod',
          env: {
            ISTIO_MULTIROOT_MESH: 'true',
            SHARED_MESH_CONFIG: 'mesh-federation',
          },
        },
      ],
      cluster: 'east',
      path: 'clusters/east/istiod-values.yaml',
    },
  }),
];
