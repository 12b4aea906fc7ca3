import {
  meshConfigName,
  optional,
  sameObject,
  type Manifest,
  type Reader,
  type ReaderObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { READER, readerManifests } from '../../readerObjects';
import { ownershipOf } from '../ownership';
import { grantsSecrets, readerFault } from './readerFault';
import { ourLabels } from './ourLabels';

/** The objects to read for {@link decodeReader}. */
export const READER_OBJECTS = Object.values(READER);

/**
 * Reads the objects that exist out of {@link READER_OBJECTS}. `meshConfigs`: names of the mesh
 * configs of the cluster's revisions.
 */
export function decodeReader(
  objects: readonly KubernetesObject[],
  meshConfigs: readonly string[] = [meshConfigName('default')],
): Reader {
  const secrets = objects.some(grantsSecrets);
  const wanted = readerManifests(
    secrets ? 'with-secrets' : 'without-secrets',
    meshConfigs,
  );
  const found = objects.flatMap(live => {
    const object = objectRef(live, { apiVersion: 'v1', kind: '' });
    const body = wanted.find(({ ref }) => sameObject(ref, object))?.body;
    return body ? [decode(live, object, body)] : [];
  });
  return {
    objects: found,
    complete:
      found.length === READER_OBJECTS.length &&
      found.every(({ fault }) => fault === undefined),
    secrets,
  };
}

function decode(
  live: KubernetesObject,
  object: ReaderObject['object'],
  body: Manifest,
): ReaderObject {
  const ownership = ownershipOf(live);
  const { namespace, name } = object;
  return {
    object,
    resourceVersion: live.metadata.resourceVersion ?? '',
    ownership,
    manifest: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: { name, ...optional({ namespace }), labels: ourLabels(live) },
      ...Object.fromEntries(Object.keys(body).map(key => [key, live[key]])),
    },
    ...optional({
      fault: readerFault({ live, body, own: ownership.owner === 'self' }),
    }),
  };
}
