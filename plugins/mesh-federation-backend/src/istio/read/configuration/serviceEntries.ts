import { exportScopes } from '../exportScopes';
import {
  optional,
  type ServiceEntry,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  repeatedTexts,
  workloadLabels,
  sortObjects,
} from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';

const TYPE = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry' };
const LOCATIONS = ['MESH_EXTERNAL', 'MESH_INTERNAL'] as const;
const RESOLUTIONS = [
  'NONE',
  'STATIC',
  'DNS',
  'DNS_ROUND_ROBIN',
  'DYNAMIC_DNS',
] as const;

/** Sorted by namespace, then name. Source: istio/api networking/v1alpha3/service_entry.proto. */
export function decodeServiceEntries(
  objects: readonly KubernetesObject[],
): readonly ServiceEntry[] {
  return sortObjects(objects).map(object => {
    const where = nameOf(object, TYPE.kind);
    const spec = objectOf(object.spec);
    return {
      ...istioObject(object, TYPE),
      hosts: textsOf(spec.hosts),
      addresses: textsOf(spec.addresses),
      location: enumOf(spec.location, LOCATIONS, `${where}: location`),
      resolution: enumOf(spec.resolution, RESOLUTIONS, `${where}: resolution`),
      ports: listOf(spec.ports).map(port => ({
        name: textOf(at(port, 'name')) ?? '',
        number: numberOf(at(port, 'number')) ?? 0,
        protocol: textOf(at(port, 'protocol')) ?? '',
        ...optional({ targetPort: numberOf(at(port, 'targetPort')) }),
      })),
      ...optional({
        exportTo: exportScopes(repeatedTexts(spec.exportTo)),
        workloadSelector: workloadLabels(spec.workloadSelector, 'labels'),
      }),
      endpoints: listOf(spec.endpoints).map(endpoint =>
        optional({
          address: textOf(at(endpoint, 'address')),
          network: textOf(at(endpoint, 'network')),
        }),
      ),
    };
  });
}
