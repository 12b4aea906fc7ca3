import type {
  MtlsMode,
  ObjectRef,
  PeerAuthentication,
  Remedy,
} from '../../../../../model';
import type { EffectiveMtls } from '../../../configuration/objects/effectiveMtls';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { jsonPatchRemedy } from '../../../parts/jsonPatch';

interface Wanted {
  readonly field: string;
  readonly mode: MtlsMode;
}

/** Another mode in the field of a PeerAuthentication that decided. */
export function peerAuthenticationRemedy(
  index: ClusterIndex,
  object: ObjectRef,
  wanted: Wanted,
): Remedy | undefined {
  const policy = policyOf(index, object);
  return policy && withMode(index, policy, wanted);
}

/** Only where the policy is about this workload: one client does not open a whole namespace. */
export function permitPlaintext(
  index: ClusterIndex,
  { object, field }: EffectiveMtls,
): Remedy | undefined {
  const policy = policyOf(index, object!);
  return Object.keys(policy?.selector ?? {}).length === 0
    ? undefined
    : withMode(index, policy!, { field: field!, mode: 'PERMISSIVE' });
}

function policyOf(
  index: ClusterIndex,
  object: ObjectRef,
): PeerAuthentication | undefined {
  const found = index.peerAuthentications(object.namespace ?? '');
  return found.status === 'observed'
    ? found.value.find(item => item.object.name === object.name)
    : undefined;
}

/** Where the object selects others or asks for another mode by now, nothing is changed. */
function withMode(
  { cluster }: ClusterIndex,
  { object, selector, mode, portModes }: PeerAuthentication,
  wanted: Wanted,
): Remedy {
  const port = /^spec\.portLevelMtls\.(\d+)/.exec(wanted.field)?.[1];
  return jsonPatchRemedy(cluster, object, {
    op: 'replace',
    field: wanted.field,
    value: wanted.mode,
    expected: {
      'spec.selector.matchLabels': selector,
      [wanted.field]: port === undefined ? mode : portModes[port],
    },
  });
}
