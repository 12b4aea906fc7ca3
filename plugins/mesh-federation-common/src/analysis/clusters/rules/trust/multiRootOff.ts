import { finding } from '../../../../findings/registry';
import { counted } from '../../../../model/basics/english';
import type { Rule } from '../Rule';
import { listedRoots } from '../../../trust/effectiveRoots';

/** MF2013: roots are listed for an istiod that ignores them. */
export const multiRootOff: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value.flatMap(plane => {
          const listed = listedRoots(plane);
          return !plane.multiRootMesh &&
            listed.status === 'observed' &&
            listed.value.length > 0
            ? [
                finding('MF2013', {
                  cluster,
                  object: plane.deployment,
                  message: `The mesh config of ${cluster} lists ${counted(
                    listed.value.length,
                    'foreign root',
                  )}, but revision ${
                    plane.revision
                  } runs without ISTIO_MULTIROOT_MESH.`,
                  evidence: [
                    {
                      cluster,
                      object: plane.deployment,
                      field: 'env ISTIO_MULTIROOT_MESH',
                      value: 'false',
                      at: controlPlanes.at,
                    },
                  ],
                }),
              ]
            : [];
        }),
  );
