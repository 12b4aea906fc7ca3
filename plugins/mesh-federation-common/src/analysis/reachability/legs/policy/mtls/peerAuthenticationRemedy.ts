import type {
  ClusterName,
  MtlsMode,
  PeerAuthentication,
  Remedy,
} from '../../../../../model';
import { yamlRemedy, selectorOf } from '../../../parts/remedies';
import { optional } from '../../../../../model/basics/optional';

/** The same PeerAuthentication with another mode in the field that decided. */
export function peerAuthenticationRemedy(
  cluster: ClusterName,
  { object, selector, mode, portModes }: PeerAuthentication,
  wanted: { readonly field: string; readonly mode: MtlsMode },
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
