import type { ClusterState, ObjectRef, Observed, Ownership } from '../../model';

/** An object and whose it is. */
export interface LabelledObject {
  readonly object: ObjectRef;
  readonly ownership: Ownership;
}

/**
 * Every object of a cluster that can carry the label of a federation, as far as it was observed.
 *
 * @alpha
 */
export function labelledObjects(
  state: ClusterState,
): readonly LabelledObject[] {
  const configs = known(state.controlPlanes).flatMap(({ shared }) =>
    shared.status === 'observed' && shared.value.exists
      ? [
          {
            object: shared.value.configMap,
            ownership: shared.value.ownership,
          },
        ]
      : [],
  );
  const secrets = known(state.remoteSecrets).map(({ secret, ownership }) => ({
    object: secret,
    ownership,
  }));
  const { reader } = state;
  return [
    ...configs,
    ...secrets,
    ...known(state.gateways),
    ...(reader.status === 'observed' ? reader.value.objects : []),
  ];
}

function known<T>(fact: Observed<readonly T[]>): readonly T[] {
  return fact.status === 'observed' ? fact.value : [];
}
