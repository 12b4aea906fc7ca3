import type { MeshRecipe } from './arbitraryMesh';

/** A change of `east` or `west`. */
const recipe = (
  ...changes: readonly (readonly [change: string, cluster: string])[]
): MeshRecipe => ({ clusters: ['east', 'west'], changes });

/**
 * Meshes, and facts of their clusters (by number) that were hidden, for which a leg once said more
 * than it knew.
 */
export const FORMER_MISTAKES: readonly (readonly [
  MeshRecipe,
  ...[number, string][],
])[] = [
  // MF3020 hangs on the rights of the reader.
  [recipe(['no reader', 'west']), [1, 'reader']],
  // MF3018 and MF5007 count where there is a gateway on the way.
  [
    recipe(['discovers labelled namespaces alone', 'west']),
    [1, 'endpointSlices'],
  ],
  [recipe(['discovers labelled namespaces alone', 'west']), [1, 'network']],
  [recipe(['exported to its namespace', 'west']), [1, 'endpointSlices']],
  [recipe(['exports to the own namespace by default', 'west']), [1, 'pods']],
  // MF4022 hangs on the mesh config of the reader and on the labels of the namespace.
  [
    recipe(['discovers labelled namespaces alone', 'east']),
    [0, 'controlPlanes'],
  ],
  [recipe(['discovers labelled namespaces alone', 'east']), [0, 'meshConfig']],
  [recipe(['discovers labelled namespaces alone', 'east']), [1, 'namespaces']],
  // MF5005 counts where there is a gateway on the way.
  [
    recipe(
      ['on the network of east', 'west'],
      ['port has another number', 'west'],
    ),
    [0, 'network'],
  ],
  // MF6005 hangs on the number of the port behind the Service.
  [recipe(['server keeps its port from the sidecar', 'west']), [1, 'services']],
  // MF6007 hangs on whether the client speaks mutual TLS.
  [recipe(['the client allowed', 'west']), [1, 'destinationRules']],
  [recipe(['the client allowed', 'west']), [1, 'sidecars']],
  [recipe(['the client allowed', 'west']), [1, 'peerAuthentications']],
  // MF5008 counts where there is no gateway on the way.
  [
    recipe(['on the network of east', 'west'], ['headless', 'east']),
    [1, 'endpointSlices'],
  ],
  // MF6111 hangs on the protocol that the Service gives to the port, MF6107 on whether the client's
  // sidecar knows the Service.
  [
    recipe(['route to a subset', 'east'], ['port is TCP by name', 'east']),
    [0, 'services'],
  ],
  [
    recipe(['rule for its namespace', 'east'], ['exported to nobody', 'east']),
    [0, 'services'],
  ],
  [
    recipe(
      ['nothing allowed', 'west'],
      ['exports to the own namespace by default', 'east'],
      ['Sidecar for the client alone', 'east'],
    ),
    [0, 'sidecars'],
  ],
];
