import type {
  Confirmation,
  Reachability,
  ReadVerdict,
  TestifiedRequest,
  Unread,
  UnconfirmedReason,
} from '../../../model';
import { assertNever } from '../../../model/basics/assertNever';
import { optional } from '../../../model/basics/optional';
import { contradiction } from './contradiction';
import { oldestOf, type Heard } from './Heard';
import { isShownToClient } from './shownToClient';
import { statementOf, type Asked, type Statement } from './statementOf';
import { serversTake, withServers, type Judgement } from './withServers';

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
        heard.testimonies.every(({ request }) => isRead(request))
      );
    case 'server':
      return serversTake(heard) === 'all';
    case 'gateway':
      return false;
    default:
      return assertNever(role);
  }
}

function isRead(request: TestifiedRequest): boolean {
  return (
    request.kind === 'not-configured' ||
    [request, ...(request.others ?? [])].every(({ kind }) => kind !== 'unread')
  );
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
  const sendsSome = statements.some(
    statement => statement === 'sends-some' || statement === 'sends-plain',
  );
  switch (verdict) {
    case 'reachable':
      if (sends === statements.length) {
        return 'agrees';
      }
      return statements.every(maySend) ? 'undecided' : 'says-less';
    case 'conditional':
      if (sends > 0 || sendsSome) {
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
      if (sends === 0 && !sendsSome) {
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

function maySend(statement: Statement): boolean {
  return ['sends', 'sends-plain', 'unread'].includes(statement);
}
