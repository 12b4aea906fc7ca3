import { finding } from '../../../../findings/registry';
import type { ControlPlane, ObjectRef } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { shellCommand } from '../../../../model/basics/shellCommand';
import type { Rule } from '../Rule';

/** MF1014: the Deployment of a control plane is there, and no Pod of it is ready. */
export const istiodNotRunning: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value.filter(isDown).map(({ deployment, replicas }) =>
          finding('MF1014', {
            cluster,
            object: deployment,
            message: `No Pod of Deployment ${deployment.namespace}/${
              deployment.name
            } ${
              replicas.length === 0 ? 'runs' : 'is ready'
            } in ${cluster}: istiod does not answer.`,
            // Pods that do not get ready are no fewer for more of them.
            ...optional({
              remedy:
                replicas.length === 0
                  ? ({
                      cluster,
                      text: scaleCommand(deployment),
                    } as const)
                  : undefined,
            }),
            evidence: [
              {
                cluster,
                object: deployment,
                field: 'ready Pods',
                value: '0',
                at: controlPlanes.at,
              },
            ],
          }),
        ),
  );

function isDown({ replicas }: ControlPlane): boolean {
  return !replicas.some(({ ready }) => ready);
}

/** Refused where somebody has scaled it since, or wants more Pods than there can be. */
function scaleCommand({ namespace = '', name }: ObjectRef): string {
  return shellCommand([
    'kubectl',
    'scale',
    'deployment',
    name,
    '--namespace',
    namespace,
    ...['--current-replicas', '0', '--replicas', '1'],
  ]);
}
