import type {
  Confirmation,
  Reachability,
  ReachabilitySecurity,
  ReadVerdict,
  TestifiedDestination,
  Testimony,
  Unread,
  UnconfirmedReason,
} from '../../../model';
import { assertNever } from '../../../model/basics/assertNever';
import { optional } from '../../../model/basics/optional';
import { contradiction } from './contradiction';
import { oldestOf, type Heard } from './Heard';
import { isShownToClient } from './shownToClient';
import type { WitnessQuestion } from './witnessQuestion';
import { serversTake, withServers, type Judgement } from './withServers';

/**
 * What a testimony says of one provider. `sends`: requests go there now; `sends-some`: some of them
 * do not, or are protected otherwise than was read. `elsewhere`: endpoints of other clusters or of
 * another host alone, or nothing goes to its own. `answers`: the proxy answers itself.
 * `knows-not`: the proxy does not know the host.
 */
type Statement =
  | 'sends'
  | 'sends-some'
  | 'otherwise-protected'
  | 'elsewhere'
  | 'answers'
  | 'knows-not'
  | 'unread';

/** Whose endpoints count. */
type Asked = Pick<WitnessQuestion, 'providerIds' | 'hosts'>;

/**
 * Joins what was read with what istiod gave to the clients' proxies. What both say stands; where
 * they disagree the verdict is unknown, never green and never blocked for certain. A verdict that
 * was unknown stays so, because the client's configuration alone proves nothing about the server,
 * unless all that stood against it was something for the clients' proxies that is not interpreted,
 * or what istiod said before.
 *
 * @alpha
 */
export function confirmReachability(
  reading: Reachability,
  question: Asked,
  heard: Heard,
): Reachability {
  const read = withoutReserve(reading);
  const confirmation = confirm(read, question, heard);
  if (confirmation.status === 'contradicted') {
    const {
      firstBroken: _firstBroken,
      idle: _idle,
      standby: _standby,
      ...rest
    } = read;
    return {
      ...rest,
      verdict: 'unknown',
      summary: confirmation.finding.message,
      security: { kind: 'unknown' },
      ifConfirmed: pickRead(read),
      confirmation,
    };
  }
  if (confirmation.status === 'unconfirmed') {
    return { ...reading, confirmation };
  }
  return reading.unread.every(({ at }) => isVouchedFor(at, heard))
    ? { ...read, confirmation }
    : {
        ...reading,
        confirmation: {
          status: 'unconfirmed',
          why: { kind: 'server-side' },
          testimonies: confirmation.testimonies,
          servers: confirmation.servers,
        },
      };
}

/**
 * What the objects say, apart from what is not interpreted and from what istiod said before.
 *
 * @alpha
 */
export function withoutReserve({
  ifConfirmed,
  ...reading
}: Reachability): Reachability {
  if (ifConfirmed === undefined) {
    return reading;
  }
  const {
    firstBroken: _firstBroken,
    idle: _idle,
    standby: _standby,
    ...rest
  } = reading;
  return { ...rest, ...ifConfirmed };
}

function pickRead(read: Reachability): ReadVerdict {
  const { verdict, summary, security, firstBroken, idle, standby } = read;
  return {
    verdict,
    summary,
    security,
    ...optional({ firstBroken, idle, standby }),
  };
}

/**
 * What extensions do to proxies is in the configuration that istiod sends to them; what cannot be
 * read of it is no testimony. About gateways nobody is asked.
 */
function isVouchedFor(role: Unread['at'], heard: Heard): boolean {
  switch (role) {
    case 'client':
      return (
        heard.unheard === 0 &&
        heard.testimonies.every(({ request }) => request.kind !== 'unread')
      );
    case 'server':
      return serversTake(heard) === 'all';
    case 'gateway':
      return false;
    default:
      return assertNever(role);
  }
}

/**
 * Without testimony: the reason why there is none.
 *
 * @alpha
 */
export function unconfirmed(
  reading: Reachability,
  why: UnconfirmedReason,
): Reachability {
  return {
    ...reading,
    confirmation: { status: 'unconfirmed', why, testimonies: [], servers: [] },
  };
}

function confirm(
  reading: Reachability,
  question: Asked,
  heard: Heard,
): Confirmation {
  const { testimonies, unheard } = heard;
  const servers = heard.servers.testimonies;
  if (testimonies.length === 0) {
    return {
      status: 'unconfirmed',
      why: { kind: 'no-client' },
      testimonies,
      servers,
    };
  }
  const statements = testimonies.map(testimony =>
    statementOf(testimony, question, reading),
  );
  const judgement = judge(reading, statements, unheard);
  switch (withServers(judgement, reading, heard)) {
    case 'agrees':
      return {
        status: 'confirmed',
        at: oldestOf(testimonies),
        testimonies,
        unheard,
        servers,
      };
    case 'says-less':
      return contradiction('MF6201', reading, heard);
    case 'says-more':
      return contradiction('MF6202', reading, heard);
    case 'cannot-know':
      return {
        status: 'unconfirmed',
        why: { kind: 'server-side' },
        testimonies,
        servers,
      };
    default:
      return {
        status: 'unconfirmed',
        why: { kind: 'undecided' },
        testimonies,
        servers,
      };
  }
}

function judge(
  { verdict, conditions, firstBroken, client }: Reachability,
  statements: readonly Statement[],
  unheard: number,
): Judgement {
  const sends = statements.filter(statement => statement === 'sends').length;
  const unread = statements.includes('unread');
  switch (verdict) {
    case 'reachable':
      if (sends === statements.length) {
        return 'agrees';
      }
      return unread && statements.every(isSendsOrUnread)
        ? 'undecided'
        : 'says-less';
    case 'conditional':
      if (sends > 0 || statements.includes('sends-some')) {
        return 'agrees';
      }
      // The plain request, or those that were heard, may be what does not get through.
      return unread ||
        unheard > 0 ||
        conditions.some(({ on }) => on !== 'endpoint')
        ? 'undecided'
        : 'says-less';
    case 'standby':
      if (statements.every(isElsewhere)) {
        return 'agrees';
      }
      // A proxy that was connected before its Node had labels is nowhere, and sends to all alike:
      // of any client's proxies it may be the one that was asked about.
      return sends === statements.length && client.namespace !== undefined
        ? 'says-more'
        : 'undecided';
    case 'blocked':
      if (sends === 0 && !statements.includes('sends-some')) {
        return unread ? 'undecided' : 'agrees';
      }
      if (firstBroken === undefined || !isShownToClient(firstBroken.code)) {
        return 'cannot-know';
      }
      return sends === statements.length ? 'says-more' : 'undecided';
    case 'unknown':
      return 'undecided';
    default:
      return assertNever(verdict);
  }
}

function isElsewhere(statement: Statement): boolean {
  return statement === 'elsewhere';
}

function isSendsOrUnread(statement: Statement): boolean {
  return statement === 'sends' || statement === 'unread';
}

function statementOf(
  { request }: Testimony,
  question: Asked,
  reading: Reachability,
): Statement {
  const isLocal = reading.client.cluster === reading.provider;
  switch (request.kind) {
    case 'unread':
      return 'unread';
    case 'answered':
      return 'answers';
    case 'not-configured':
      // Passed on as it is, the request goes to where the node sends it, which is the own cluster.
      return isLocal ? 'unread' : 'knows-not';
    case 'forwarded': {
      const receiving = request.destinations.filter(({ receives }) => receives);
      const asked = receiving.filter(({ host }) => isAskedHost(host, question));
      const own = asked.filter(
        ({ clusterId }) =>
          clusterId !== undefined && question.providerIds.includes(clusterId),
      );
      if (own.length === 0) {
        return question.providerIds.length === 0 ? 'unread' : 'elsewhere';
      }
      const statement = sendsTo(own, reading, isLocal);
      const isWhole =
        asked.length === receiving.length && request.unanswered.length === 0;
      return statement === 'sends' && !isWhole ? 'sends-some' : statement;
    }
    default:
      return assertNever(request);
  }
}

/** Absent: the host that was asked about. */
function isAskedHost(host: string | undefined, { hosts }: Asked): boolean {
  return host === undefined || hosts.includes(host);
}

/** Whether the client is told to protect requests as was read. */
function sendsTo(
  destinations: readonly TestifiedDestination[],
  { security, path }: Pick<Reachability, 'security' | 'path'>,
  isLocal: boolean,
): Statement {
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
  return kind === 'plaintext' && isLocal ? 'unread' : 'otherwise-protected';
}

/** Whether a gateway knows the server name, and the client accepts one of the servers. */
function isTaken(
  {
    serverName,
    serverIdentities,
  }: Pick<TestifiedDestination, 'serverName' | 'serverIdentities'>,
  security: Extract<ReachabilitySecurity, { kind: 'mutual-tls' }>,
  path: Reachability['path'],
): boolean {
  return (
    (serverName === undefined || path.kind !== 'gateway') &&
    (serverIdentities === undefined ||
      security.serverIdentities.some(id => serverIdentities.includes(id)))
  );
}
