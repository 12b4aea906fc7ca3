import type {
  Reachability,
  ReachabilitySecurity,
  TestifiedDestination,
  TestifiedRoute,
  Testimony,
} from '../../../model';
import { assertNever } from '../../../model/basics/assertNever';
import type { WitnessQuestion } from './witnessQuestion';

/**
 * What a testimony says of one provider. `sends`: requests go there now; `sends-plain`: plain ones
 * do, and of others nobody knows; `sends-some`: some do not, or are protected otherwise than was
 * read. `elsewhere`: endpoints of other clusters or of another host alone, or nothing goes to its
 * own. `answers`: the proxy answers itself. `knows-not`: the proxy does not know the host.
 */
export type Statement =
  | 'sends'
  | 'sends-plain'
  | 'sends-some'
  | 'otherwise-protected'
  | 'elsewhere'
  | 'answers'
  | 'knows-not'
  | 'unread';

/** Whose endpoints count. */
export type Asked = Pick<WitnessQuestion, 'providerIds' | 'hosts'>;

/** What a testimony says of the provider of a reading. */
export function statementOf(
  { request }: Testimony,
  asked: Asked,
  reading: Reachability,
): Statement {
  if (request.kind === 'not-configured') {
    // Where the node sends it is the own cluster.
    return isLocal(reading) ? 'unread' : 'knows-not';
  }
  const plain = ofRoute(request, asked, reading);
  const others = (request.others ?? []).map(route =>
    ofRoute(route, asked, reading),
  );
  return joined(plain, others);
}

/** Of plain requests and of those that take other routes. */
function joined(plain: Statement, others: readonly Statement[]): Statement {
  const all = [plain, ...others];
  if (all.every(statement => statement === plain)) {
    return plain;
  }
  if (
    all.some(statement => statement === 'sends' || statement === 'sends-some')
  ) {
    return plain === 'sends' &&
      others.every(other => other === 'sends' || other === 'unread')
      ? 'sends-plain'
      : 'sends-some';
  }
  return others.includes('unread') ? 'unread' : plain;
}

function ofRoute(
  route: TestifiedRoute,
  { providerIds, hosts }: Asked,
  reading: Reachability,
): Statement {
  switch (route.kind) {
    case 'unread':
      return 'unread';
    case 'answered':
      return 'answers';
    case 'passed-on':
      return passedOn(reading);
    case 'forwarded': {
      const receiving = route.destinations.filter(({ receives }) => receives);
      // Absent: the host that was asked about.
      const asked = receiving.filter(
        ({ host }) => host === undefined || hosts.includes(host),
      );
      const own = asked.filter(
        ({ clusterId }) =>
          clusterId !== undefined && providerIds.includes(clusterId),
      );
      if (own.length === 0) {
        return providerIds.length === 0 ? 'unread' : 'elsewhere';
      }
      const statement = sendsTo(own, reading);
      const isWhole =
        asked.length === receiving.length &&
        route.unanswered.length === 0 &&
        !route.abortsSome;
      return statement === 'sends' && !isWhole ? 'sends-some' : statement;
    }
    default:
      return assertNever(route);
  }
}

function isLocal({ client, provider }: Reachability): boolean {
  return client.cluster === provider;
}

/** As it is, a request goes to where the node sends it, which is the own cluster. */
function passedOn(reading: Reachability): Statement {
  if (!isLocal(reading)) {
    return 'knows-not';
  }
  return reading.security.kind === 'mutual-tls'
    ? 'otherwise-protected'
    : 'unread';
}

/** Whether the client is told to protect requests as was read. */
function sendsTo(
  destinations: readonly TestifiedDestination[],
  reading: Reachability,
): Statement {
  const { security, path } = reading;
  const { kind } = security;
  if (kind !== 'mutual-tls' && kind !== 'plaintext') {
    return 'sends';
  }
  const asRead = destinations.flatMap(({ transports, ...names }) =>
    transports.map(
      transport =>
        transport === kind &&
        (security.kind !== 'mutual-tls' || isTaken(names, security, path)),
    ),
  );
  if (asRead.every(Boolean)) {
    return 'sends';
  }
  if (asRead.some(Boolean)) {
    return 'sends-some';
  }
  // Past its sidecar a client speaks plaintext, whatever the sidecar would do.
  return kind === 'plaintext' && isLocal(reading)
    ? 'unread'
    : 'otherwise-protected';
}

/** Whether a server is there, a gateway knows its name, and the client accepts it. */
function isTaken(
  {
    serverName,
    serverIdentities,
    withoutSidecar,
  }: Omit<TestifiedDestination, 'transports'>,
  security: Extract<ReachabilitySecurity, { kind: 'mutual-tls' }>,
  path: Reachability['path'],
): boolean {
  return (
    withoutSidecar === undefined &&
    (serverName === undefined || path.kind !== 'gateway') &&
    (serverIdentities === undefined ||
      security.serverIdentities.some(id => serverIdentities.includes(id)))
  );
}
