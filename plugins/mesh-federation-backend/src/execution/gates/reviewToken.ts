import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterResult } from '../../kubernetes/ClusterClient';
import { at } from '../../kubernetes/objects/json';
import type { StepContext } from '../step/StepContext';

/** Whether a cluster's API server accepts a token now. The token goes into the body of the call and nowhere else. */
export async function reviewToken(
  context: StepContext,
  cluster: ClusterName,
  token: string,
): Promise<ClusterResult<'accepted' | 'rejected'>> {
  const review = await context.clients.forCluster(cluster).create(
    { group: 'authentication.k8s.io', version: 'v1', plural: 'tokenreviews' },
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token },
    },
  );
  return review.ok
    ? {
        ok: true,
        value:
          at(review.value, 'status', 'authenticated') === true
            ? 'accepted'
            : 'rejected',
      }
    : review;
}

/** For errors about reviews. */
export const TOKEN_REVIEW = {
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenReview',
  name: 'mesh-federation',
} as const;
