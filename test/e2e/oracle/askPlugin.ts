import type {
  Reachability,
  ReachabilityCell,
  ServiceReachabilityAnswer,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ApiError, type Api } from '../../demo/api.ts';
import type { Client, Scenario, Target } from './scenario.ts';
import type { Stage } from './Stage.ts';

/** What the plugin says of one client, Service and provider. */
export interface Answer {
  readonly cluster: string;
  /** Absent: any client with a sidecar. */
  readonly client?: Client;
  readonly target: Target;
  readonly provider: string;
  /** Absent: the provider cluster has nothing behind the Service, by the plugin. */
  readonly cell?: ReachabilityCell;
  readonly explanation?: Reachability;
}

/**
 * After an observation: asks the plugin about every client, Service and provider cluster of the
 * scenario.
 */
export async function askPlugin(
  api: Api,
  stage: Stage,
  scenario: Scenario,
): Promise<readonly Answer[]> {
  const questions = stage.alive.flatMap(cluster =>
    [undefined, ...scenario.clients].flatMap(client =>
      scenario.targets.flatMap(target =>
        stage.names.map(provider => ({ cluster, client, target, provider })),
      ),
    ),
  );
  return Promise.all(
    questions.map(
      async ({ client, ...question }): Promise<Answer> => ({
        ...question,
        ...(client && { client }),
        ...(await ask(api, { ...question, ...(client && { client }) })),
      }),
    ),
  );
}

async function ask(
  api: Api,
  { cluster, client, target, provider }: Omit<Answer, 'cell' | 'explanation'>,
): Promise<Pick<Answer, 'cell' | 'explanation'>> {
  const query = new URLSearchParams({
    from: cluster,
    to: provider,
    port: String(target.port),
    ...(client && {
      clientNamespace: client.namespace,
      clientWorkload: client.workload,
    }),
  });
  const answer = await api
    .request<ServiceReachabilityAnswer>(
      'GET',
      `/mesh-federation/services/${target.namespace}/${target.name}/reachability?${query}`,
    )
    .catch(noSuchService);
  const item = answer?.items.find(({ port }) => port.number === target.port);
  const cell = item?.cells.find(
    each => each.client.cluster === cluster && each.provider === provider,
  );
  return {
    ...(cell && { cell }),
    ...(item?.explanation && { explanation: item.explanation }),
  };
}

/** Where no cluster has the Service with this port, nobody provides it. */
function noSuchService(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) {
    return undefined;
  }
  throw error;
}
