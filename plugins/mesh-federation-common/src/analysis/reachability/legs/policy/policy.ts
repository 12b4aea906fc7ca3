import { isLocal, type Leg, type LegInput } from '../../question/Leg';
import { tlsBetween } from '../../configuration/clientTls';
import { conclude, type LegPart } from '../../parts/conclude';
import { judgeAuthorization } from './authorization/judgeAuthorization';
import { judgeIngress } from './judgeIngress';
import { judgeMtls } from './mtls/judgeMtls';
import { clientClasses } from '../../configuration/clients/clientClasses';
import {
  nameClients,
  type ClientGroup,
} from '../../configuration/clients/clientGroups';
import { combine } from '../../parts/combine';
import { errorsOf } from '../../parts/errorsOf';
import {
  endpointGroups,
  nameEndpoints,
  type EndpointGroup,
} from '../../configuration/endpointGroups';
import { routedRule } from '../../configuration/routes/routedRule';
import { viaGateway } from '../../configuration/viaGateway';
import { missingFact } from '../../lookup/missingFact';
import { selects } from '../../../labelSelectors';
import { optional } from '../../../../model/basics/optional';

/**
 * Whether the server takes what the client speaks, and lets it in: PeerAuthentication,
 * AuthorizationPolicy and the endpoint's own mutual TLS. What the client's DestinationRule and
 * Sidecar make of the request across networks is a matter of the leg `traffic`.
 */
export const policyLeg: Leg = input => {
  const { client, provider, service, endpoints } = input;
  if (endpoints.status === 'unknown') {
    return conclude(
      [{ missing: [missingFact(provider.cluster, 'endpoints', endpoints)] }],
      '',
    );
  }
  const clients = clientClasses(input);
  if (clients.status === 'unknown') {
    return conclude(
      [{ missing: [missingFact(client.cluster, 'clients', clients)] }],
      '',
    );
  }
  const found = provider.service(service.namespace, service.name);
  if (found.status === 'unknown') {
    // Policies may tell ports apart, and the Service says on which one the endpoints listen.
    return conclude(
      [{ missing: [missingFact(provider.cluster, 'Services', found)] }],
      '',
    );
  }
  const groups = endpointGroups(input);
  if (groups.length === 0) {
    return conclude([], 'There is no endpoint that a policy could guard.');
  }
  return conclude(
    [
      combine(
        clients.value.map(({ group, members }) => ({
          subject: members,
          part: combine(
            routed(input, group, groups).map(({ item, subset }) => ({
              subject: item,
              part: judge(input, group, item, subset),
            })),
            { on: 'endpoint', name: nameEndpoints },
          ),
        })),
        { on: 'client', name: subjects => nameClients(subjects) },
      ),
    ],
    `${provider.cluster} lets the requests in.`,
  );
};

/** Where all requests go to one subset, the endpoints of that. */
function routed(
  input: LegInput,
  group: ClientGroup,
  groups: readonly EndpointGroup[],
) {
  const { subset, labels } = routedRule(input, group);
  const chosen = groups.filter(({ endpoint }) =>
    selects(labels, endpoint.labels),
  );
  return (chosen.length > 0 ? chosen : groups).map(item => ({ item, subset }));
}

function together(...parts: readonly LegPart[]): LegPart {
  return {
    findings: parts.flatMap(({ findings }) => findings ?? []),
    missing: parts.flatMap(({ missing }) => missing ?? []),
    evidence: parts.flatMap(({ evidence }) => evidence ?? []),
  };
}

function judge(
  input: LegInput,
  group: ClientGroup,
  { endpoint }: EndpointGroup,
  subset: string | undefined,
): LegPart {
  const gateway = viaGateway(input, group, endpoint);
  if (typeof gateway === 'object') {
    return gateway;
  }
  const tls = tlsBetween(input, {
    group,
    endpoint,
    ...optional({ subset }),
  });
  const bypasses = [
    'no-proxy',
    'excluded-port',
    'excluded-address',
    'user-of-proxy',
    'not-exported',
    'shadowed',
    'hidden',
  ].includes(tls.reason);
  // Such requests never leave the cluster.
  if (bypasses && !isLocal(input)) {
    return {};
  }
  const mtls = together(
    judgeMtls(input, { endpoint, tls, viaGateway: gateway }),
    judgeIngress(input, endpoint),
  );
  const broken = errorsOf(mtls).length > 0;
  // Whether the request leaves the sidecar, and from whom it is, hangs on what the client speaks;
  // one with TLS of its own cannot be read.
  const unread = tls.mode === 'unknown' || (tls.mode === 'simple' && !gateway);
  if (broken || unread) {
    return mtls;
  }
  const authorization = judgeAuthorization(input, {
    group,
    endpoint,
    authenticated: gateway || tls.mode === 'mtls',
    viaGateway: gateway,
    routed: !bypasses,
    ...optional({ subset }),
  });
  return {
    findings: [...(mtls.findings ?? []), ...(authorization.findings ?? [])],
    missing: [...(mtls.missing ?? []), ...(authorization.missing ?? [])],
    conditions: authorization.conditions ?? [],
    evidence: [...(mtls.evidence ?? []), ...(authorization.evidence ?? [])],
  };
}
