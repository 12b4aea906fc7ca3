import type {
  ClusterName,
  MtlsMode,
  ObjectRef,
  PeerAuthentication,
  Remedy,
} from '../../../../../model';
import type { EffectiveMtls } from '../../../configuration/objects/effectiveMtls';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { yamlRemedy, selectorOf } from '../../../parts/remedies';
import { optional } from '../../../../../model/basics/optional';

interface Wanted {
  readonly field: string;
  readonly mode: MtlsMode;
}

/** The same PeerAuthentication with another mode in the field that decided. */
export function peerAuthenticationRemedy(
  index: ClusterIndex,
  object: ObjectRef,
  wanted: Wanted,
): Remedy | undefined {
  const policy = policyOf(index, object);
  return policy && withMode(index.cluster, policy, wanted);
}

/** Only where the policy is about this workload: one client does not open a whole namespace. */
export function permitPlaintext(
  index: ClusterIndex,
  { object, field }: EffectiveMtls,
): Remedy | undefined {
  const policy = policyOf(index, object!);
  return Object.keys(policy?.selector ?? {}).length === 0
    ? undefined
    : withMode(index.cluster, policy!, { field: field!, mode: 'PERMISSIVE' });
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

function withMode(
  cluster: ClusterName,
  { object, selector, mode, portModes }: PeerAuthentication,
  wanted: Wanted,
): Remedy {
  const port = /^spec\.portLevelMtls\.(\d+)/.exec(wanted.field)?.[1];
  const ports = Object.entries(
    port === undefined ? portModes : { ...portModes, [port]: wanted.mode },
  );
  const ownMode = port === undefined ? wanted.mode : mode;
  return yamlRemedy(cluster, [
    {
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: { name: object.name, namespace: object.namespace },
      spec: {
        ...selectorOf(selector),
        ...optional({
          mtls: ownMode === 'UNSET' ? undefined : { mode: ownMode },
          portLevelMtls:
            ports.length > 0
              ? Object.fromEntries(
                  ports.map(([number, value]) => [number, { mode: value }]),
                )
              : undefined,
        }),
      },
    },
  ]);
}
