import { NotFoundError } from '@backstage/errors';
import {
  optional,
  type ClusterObservation,
  type MissingFact,
  type ReachabilityFilter,
  type ServiceReachability,
  type ServiceReachabilityAnswer,
  type ServiceReachabilityFilter,
  type Timestamp,
  type ServiceName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  describeUnknown,
  serviceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { KeptAnswers } from '../known/KeptAnswers';
import type { Known } from '../known/recall';
import { requireClient } from './requireClient';

/**
 * Who can reach a Service. Throws NotFoundError only when every cluster's Services are known and
 * none has the Service, or the port that was asked for.
 */
export function serviceAnswer(
  { knowledge, answers: known }: Known,
  options: {
    readonly service: ServiceName;
    readonly filter: ServiceReachabilityFilter;
  },
): ServiceReachabilityAnswer {
  const { service } = options;
  const { without, ...filter } = options.filter;
  const answers = known.without(without);
  requireClient(answers.context, filter);
  const items = serviceItems({ answers, service, filter });
  const missing = knowledge.observations.flatMap(unobservedServices);
  if (items.length === 0 && missing.length === 0) {
    const { namespace, name } = service;
    const asked = filter.port === undefined ? '' : ` with port ${filter.port}`;
    throw new NotFoundError(
      `No cluster has a Service ${namespace}/${name}${asked}`,
    );
  }
  return {
    items,
    ...optional({
      missing: missing.length > 0 ? missing : undefined,
      without,
    }),
    at: oldestState(knowledge.observations) ?? knowledge.now,
  };
}

/** One item for each port of the Service, over all clusters. */
export function serviceItems(options: {
  readonly answers: KeptAnswers;
  readonly service: ServiceName;
  readonly filter: ReachabilityFilter;
}): readonly ServiceReachability[] {
  const { answers, service, filter } = options;
  const { from, to, port, clientNamespace, clientWorkload } = filter;
  const { namespace, name } = service;
  const key = [
    namespace,
    name,
    from,
    to,
    port,
    clientNamespace,
    clientWorkload,
  ];
  return answers.once(`items ${JSON.stringify(key)}`, () =>
    serviceReachability(answers.context, service, filter),
  );
}

/** When the oldest of the newest observations began; undefined without clusters. */
export function oldestState(
  observations: readonly ClusterObservation[],
): Timestamp | undefined {
  return observations.map(({ state }) => state.at).sort()[0];
}

function unobservedServices({
  state: { cluster, services },
}: ClusterObservation): readonly MissingFact[] {
  return services.status === 'observed'
    ? []
    : [
        {
          cluster,
          what: 'Services',
          reason: describeUnknown(services.reason),
          at: services.at,
        },
      ];
}
