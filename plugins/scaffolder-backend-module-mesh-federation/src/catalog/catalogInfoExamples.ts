import { exampleOf } from '../definition/exampleOf';

export const CATALOG_INFO_EXAMPLES = [
  exampleOf('Describe a cluster that the Kubernetes plugin knows', {
    id: 'describe',
    name: 'Describe the cluster',
    action: 'mesh-federation:cluster:catalog-info',
    input: {
      name: 'north',
      owner: 'group:default/platform',
      system: 'system:default/shop',
      dependsOn: ['resource:default/datacenter-n'],
    },
  }),
  exampleOf('Have the Kubernetes plugin find a cluster in the catalog', {
    id: 'describe',
    name: 'Describe the cluster',
    action: 'mesh-federation:cluster:catalog-info',
    input: {
      name: 'north',
      owner: 'group:default/platform',
      apiServerUrl: 'https://north.example.com:6443',
      connection: {
        authProvider: 'aws',
        caData: '${{ parameters.caData }}',
        metadata: { 'kubernetes.io/x-k8s-aws-id': 'north' },
      },
    },
  }),
];
