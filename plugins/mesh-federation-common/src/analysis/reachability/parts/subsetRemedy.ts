import type { ClusterName, DestinationRule, Remedy } from '../../../model';
import type { EffectiveRule } from '../configuration/objects/destinationRuleFor';
import { jsonPatchRemedy } from './jsonPatch';
import { createRemedy } from './remedies';

interface Options {
  readonly host: string;
  /** As another cluster defines it. */
  readonly subset: EffectiveRule['subsets'][number];
  /** What the cluster has for the host already. */
  readonly rule: EffectiveRule | undefined;
}

/**
 * Defines a subset as another cluster does: in the DestinationRule that is there for the host,
 * whose other parts stay as they are, else in one of its own.
 */
export function subsetRemedy(
  cluster: ClusterName,
  { host, subset, rule }: Options,
): Remedy {
  const { object, name, labels } = subset;
  const definition: Pick<
    DestinationRule['subsets'][number],
    'name' | 'labels'
  > = { name, labels };
  const [target] = rule?.objects ?? [];
  if (target === undefined) {
    return createRemedy(cluster, [
      {
        apiVersion: object.apiVersion,
        kind: object.kind,
        metadata: { name: object.name, namespace: object.namespace },
        spec: { host, subsets: [definition] },
      },
    ]);
  }
  const hasSome = rule?.subsets.some(
    item =>
      item.object.name === target.name &&
      item.object.namespace === target.namespace,
  );
  return jsonPatchRemedy(
    cluster,
    target,
    hasSome
      ? { op: 'add', field: 'spec.subsets[-]', value: definition }
      : {
          op: 'add',
          field: 'spec.subsets',
          value: [definition],
          absent: ['spec.subsets'],
        },
  );
}
