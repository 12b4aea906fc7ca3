import {
  optional,
  type AccessCheck,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  requiredAccess,
  type RequiredAccess,
} from '../../istio/read/discovery/requiredAccess';
import { at } from '../../kubernetes/objects/json';
import { callSubject } from '../../kubernetes/objects/clusterPaths';
import type { ClusterReads } from './ClusterReads';
import { need } from './section';

/** Asks the API server for each right that a run needs, in the order of the list. */
export async function observeAccess(
  reads: ClusterReads,
): Promise<readonly AccessCheck[]> {
  const istiods = (await reads.istiods()).map(({ metadata }) => metadata.name);
  return Promise.all(
    requiredAccess(istiods).map(async right => {
      const review = await need(
        reads.client.create(
          {
            group: 'authorization.k8s.io',
            version: 'v1',
            plural: 'selfsubjectaccessreviews',
          },
          reviewOf(right),
          reads.options,
        ),
      );
      return {
        ...callSubject(right.verb, { ...right, version: 'v1' }),
        allowed: at(review, 'status', 'allowed') === true,
        ...optional({ for: right.for }),
      };
    }),
  );
}

function reviewOf(right: RequiredAccess) {
  return {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: {
      resourceAttributes: {
        verb: right.verb,
        group: right.group,
        resource: right.plural,
        ...optional({
          subresource: right.subresource || undefined,
          namespace: right.namespace || undefined,
          name: right.name || undefined,
        }),
      },
    },
  };
}
