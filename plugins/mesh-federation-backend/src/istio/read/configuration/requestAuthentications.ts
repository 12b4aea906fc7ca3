import {
  optional,
  type RequestAuthentication,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf, objectOf, textOf } from '../../../kubernetes/objects/json';
import {
  istioObject,
  selectorLabels,
  sortObjects,
  targetReferences,
} from '../istioObjects';

const TYPE = {
  apiVersion: 'security.istio.io/v1',
  kind: 'RequestAuthentication',
};

/**
 * Whose tokens each takes, without keys and without where they are found. Sorted by namespace, then
 * name. Source: istio/api security/v1beta1/request_authentication.proto.
 */
export function decodeRequestAuthentications(
  objects: readonly KubernetesObject[],
): readonly RequestAuthentication[] {
  return sortObjects(objects).map(object => {
    const spec = objectOf(object.spec);
    return {
      ...istioObject(object, TYPE),
      ...optional({ selector: selectorLabels(spec.selector, 'matchLabels') }),
      targetRefs: targetReferences(spec),
      issuers: listOf(spec.jwtRules).flatMap(
        rule => textOf(at(rule, 'issuer')) ?? [],
      ),
    };
  });
}
