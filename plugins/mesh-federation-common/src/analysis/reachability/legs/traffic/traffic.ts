import { isLocal, type Leg } from '../../question/Leg';
import { conclude } from '../../parts/conclude';
import { clientClasses } from '../../configuration/clients/clientClasses';
import { nameClients } from '../../configuration/clients/clientGroups';
import { combine } from '../../parts/combine';
import { judgeBypass } from './judgeBypass';
import { judgeClusterLocal } from './judgeClusterLocal';
import { judgeUnread } from './judgeUnread';
import { judgeEndpoints } from './judgeEndpoints';
import { judgeLocality } from './locality/judgeLocality';
import { judgeRoutes } from './routes/judgeRoutes';
import { judgeServiceEntries } from './judgeServiceEntries';
import { judgeStrays } from './judgeStrays';
import { judgeTrafficPolicy } from './locality/judgeTrafficPolicy';
import { describeObject } from '../../../../model/objectRef';
import { unreadFront } from '../../lookup/standIn/frontOf';
import { missingFact, missingServices } from '../../lookup/missingFact';

/**
 * What the configuration of the client's cluster makes of the request, and whether anything is
 * there to answer it: DestinationRule, Sidecar, VirtualService, cluster-local hosts,
 * internalTrafficPolicy, and the endpoints' readiness.
 */
export const trafficLeg: Leg = input => {
  const { client, provider, service } = input;
  const clients = clientClasses(input);
  const front = unreadFront(input.context, client, service);
  if (front !== undefined) {
    return conclude(
      [
        {
          missing: [
            {
              cluster: client.cluster,
              what: `which endpoints answer for ${service.namespace}/${service.name}`,
              reason: `it has none of its own, and ${describeObject(
                front.object,
              )} sends its requests to several others; ask about those`,
              at: client.state.configuration.virtualServices.at,
            },
          ],
        },
      ],
      '',
    );
  }
  const ofService = [
    judgeEndpoints(input),
    judgeClusterLocal(input),
    judgeTrafficPolicy(input),
    judgeServiceEntries(input),
  ];
  const missing = missingServices(
    isLocal(input) ? [provider] : [client, provider],
    service,
  );
  if (missing.length > 0) {
    // The Service says for which protocol routes count, and to whom it is exported.
    return conclude([...ofService, { missing }], '');
  }
  if (clients.status === 'unknown') {
    return conclude(
      [
        ...ofService,
        { missing: [missingFact(client.cluster, 'clients', clients)] },
      ],
      '',
    );
  }
  const ofClients = combine(
    clients.value.map(({ group, members }) => {
      const { routed, part } = judgeBypass(input, group);
      return {
        subject: members,
        part: routed ? judgeRoutes(input, group) : part,
      };
    }),
    { on: 'client', name: subjects => nameClients(subjects) },
  );
  const routed = clients.value.filter(
    ({ group }) => judgeBypass(input, group).routed,
  );
  return conclude(
    [
      ...ofService,
      ofClients,
      judgeStrays(input, clients.value),
      judgeLocality(input, routed),
      judgeUnread(input),
    ],
    `Endpoints of ${provider.cluster} are ready, and nothing in ${client.cluster} keeps requests from them.`,
  );
};
