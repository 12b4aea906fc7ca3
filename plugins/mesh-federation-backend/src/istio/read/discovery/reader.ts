import type { Reader } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { READER } from '../../readerObjects';
import { ownershipOf } from '../ownership';

/** The objects to read for {@link decodeReader}. */
export const READER_OBJECTS = Object.values(READER);

/** Reads the objects that exist out of {@link READER_OBJECTS}. */
export function decodeReader(objects: readonly KubernetesObject[]): Reader {
  const role = objects.find(object => object.kind === 'ClusterRole');
  return {
    objects: objects.map(object => ({
      object: objectRef(object, { apiVersion: 'v1', kind: '' }),
      resourceVersion: object.metadata.resourceVersion ?? '',
      ownership: ownershipOf(object),
    })),
    complete: objects.length === READER_OBJECTS.length,
    secrets: listOf(at(role, 'rules')).some(rule =>
      listOf(at(rule, 'resources')).includes('secrets'),
    ),
  };
}
