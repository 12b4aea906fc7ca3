import {
  optional,
  type MtlsMode,
  type PeerAuthentication,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  selectorLabels,
  sortObjects,
} from '../istioObjects';
import { at, enumOf, objectOf } from '../../../kubernetes/objects/json';

const TYPE = { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication' };
const MODES = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] as const;

/** Sorted by namespace, then name. Source: istio/api security/v1beta1/peer_authentication.proto. */
export function decodePeerAuthentications(
  objects: readonly KubernetesObject[],
): readonly PeerAuthentication[] {
  return sortObjects(objects).map(object => {
    const where = nameOf(object, TYPE.kind);
    const modeOf = (mtls: unknown, field: string): MtlsMode =>
      enumOf(at(mtls, 'mode'), MODES, `${where}: ${field}`);
    return {
      ...istioObject(object, TYPE),
      ...optional({
        selector: selectorLabels(at(object, 'spec', 'selector'), 'matchLabels'),
      }),
      mode: modeOf(at(object, 'spec', 'mtls'), 'mtls.mode'),
      portModes: Object.fromEntries(
        Object.entries(objectOf(at(object, 'spec', 'portLevelMtls'))).map(
          ([port, mtls]) => [port, modeOf(mtls, `portLevelMtls.${port}`)],
        ),
      ),
    };
  });
}
