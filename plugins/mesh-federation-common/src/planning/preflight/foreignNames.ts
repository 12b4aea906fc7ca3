import { finding } from '../../findings/registry';
import {
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  SHARED_MESH_CONFIG,
  type Finding,
  type ObjectRef,
  type Ownership,
} from '../../model';
import { describeObject } from '../../model/objectRef';
import type { Member } from '../members/Member';

/**
 * MF7027 for our own shared mesh config when somebody else made a ConfigMap of its name. One that
 * istiod reads is somebody's shared mesh config, and is edited.
 */
export function foreignConfigFindings(member: Member): readonly Finding[] {
  const configs = member.controlPlanes.flatMap(({ shared, sharedMeshConfig }) =>
    sharedMeshConfig === undefined &&
    shared.exists &&
    shared.configMap.name === SHARED_MESH_CONFIG &&
    shared.ownership.owner !== 'self'
      ? [shared]
      : [],
  );
  return configs
    .slice(0, 1)
    .map(({ configMap, ownership }) =>
      foreignName(member, configMap, ownership),
    );
}

/** MF7027 for our own gateway when somebody else made a Gateway of its name. */
export function foreignGatewayFindings(member: Member): readonly Finding[] {
  return member.gateways
    .filter(
      ({ object, ownership }) =>
        object.kind === 'Gateway' &&
        object.namespace === ISTIO_NAMESPACE &&
        object.name === GATEWAY_NAME &&
        ownership.owner !== 'self',
    )
    .map(({ object, ownership }) => foreignName(member, object, ownership));
}

function foreignName(
  { cluster, state }: Member,
  object: ObjectRef,
  ownership: Ownership,
): Finding {
  return finding('MF7027', {
    cluster,
    object,
    message: `${describeObject(
      object,
    )} of ${cluster} has the name of an object that the plan makes, and this plugin did not make it.`,
    blocking: true,
    evidence: [
      {
        cluster,
        object,
        field: 'metadata.managedFields',
        value: ownership.managers.join(', '),
        at: state.at,
      },
    ],
  });
}
