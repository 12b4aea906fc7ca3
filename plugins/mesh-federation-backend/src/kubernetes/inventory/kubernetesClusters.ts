import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { isStartingUp } from '../client/clusterErrors';
import type { PluginTokenSource } from '../client/PluginToken';
import { startupBackoff } from '../client/startupBackoff';

const clustersSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      authProvider: z.string(),
    }),
  ),
});

/** A cluster as `GET /clusters` of the Kubernetes backend lists it. */
export type ListedCluster = z.infer<typeof clustersSchema>['items'][number];

/**
 * Lists the clusters of Backstage's Kubernetes backend, in its order, names not yet made unique.
 * Waits within the deadline for a backend that is still starting.
 *
 * Throws `ServiceUnavailableError` when the Kubernetes backend is not there or has no
 * configuration, `ResponseError` when it refuses.
 */
export async function kubernetesClusters(options: {
  readonly discovery: DiscoveryService;
  readonly token: PluginTokenSource;
  readonly deadlineMs: number;
}): Promise<readonly ListedCluster[]> {
  const signal = AbortSignal.timeout(options.deadlineMs);
  const url = `${await options.discovery.getBaseUrl('kubernetes')}/clusters`;
  let pause = startupBackoff.next();
  for (;;) {
    const response = await request(url, await options.token(), signal);
    if (response.ok) {
      return clustersSchema.parse(await response.json()).items;
    }
    if (response.status === 404) {
      throw new ServiceUnavailableError(
        'The Kubernetes backend of Backstage is not installed, or key "kubernetes" is missing in its configuration',
      );
    }
    if (!isStartingUp(response.status, await response.clone().text())) {
      throw await ResponseError.fromResponse(response);
    }
    await sleep(pause.duration, undefined, { signal }).catch(() => {
      throw new ServiceUnavailableError(
        'The Kubernetes backend of Backstage has not started up',
      );
    });
    pause = pause.next(undefined);
  }
}

async function request(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { Authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    throw new ServiceUnavailableError(
      'The Kubernetes backend of Backstage does not answer',
      error,
    );
  }
}
