import { finding } from '../../../../findings/registry';
import type { ControlPlane, ObjectRef } from '../../../../model';
import { shellCommand } from '../../../../model/basics/shellCommand';
import type { Rule } from '../Rule';

/** MF1014: the Deployment of a control plane is there, and no Pod of it runs. */
export const istiodNotRunning: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value
          .filter(({ replicas }: ControlPlane) => replicas.length === 0)
          .map(({ deployment }) =>
            finding('MF1014', {
              cluster,
              object: deployment,
              message: `No Pod of Deployment ${deployment.namespace}/${deployment.name} runs in ${cluster}: istiod does not answer.`,
              remedy: {
                kind: 'command',
                cluster,
                text: scaleCommand(deployment),
              },
              evidence: [
                {
                  cluster,
                  object: deployment,
                  field: 'running Pods',
                  value: '0',
                  at: controlPlanes.at,
                },
              ],
            }),
          ),
  );

function scaleCommand({ namespace = '', name }: ObjectRef): string {
  return shellCommand([
    'kubectl',
    'scale',
    'deployment',
    name,
    '--namespace',
    namespace,
    '--replicas',
    '1',
  ]);
}
