import type {
  CallOptions,
  ClusterClient,
  ClusterResult,
} from '../ClusterClient';
import { at } from './json';

/**
 * Asks an API server whether it accepts a token now. The token goes into the body of the call and
 * nowhere else. Source: kubernetes/api authentication/v1/types.go.
 */
export async function reviewToken(
  client: ClusterClient,
  token: string,
  options?: CallOptions,
): Promise<ClusterResult<'accepted' | 'rejected'>> {
  const review = await client.create(
    { group: 'authentication.k8s.io', version: 'v1', plural: 'tokenreviews' },
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token },
    },
    options,
  );
  if (!review.ok) {
    return review;
  }
  const accepted = at(review.value, 'status', 'authenticated') === true;
  return { ok: true, value: accepted ? 'accepted' : 'rejected' };
}

/** For errors about reviews. */
export const TOKEN_REVIEW = {
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenReview',
  name: 'mesh-federation',
} as const;
