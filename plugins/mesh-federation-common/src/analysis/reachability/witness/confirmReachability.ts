import type {
  Confirmation,
  Reachability,
  ReachabilitySecurity,
  ReadVerdict,
  TestifiedDestination,
  Testimony,
  Timestamp,
  Unread,
  UnconfirmedReason,
} from '../../../model';
import { assertNever } from '../../../model/basics/assertNever';
import { optional } from '../../../model/basics/optional';
import { finding } from '../../../findings/registry';
import { isShownToClient } from './shownToClient';
import type { WitnessQuestion } from './witnessQuestion';

/**
 * What a testimony says of one provider. `sends`: requests go there now; `sends-some`: some of them
 * protected otherwise than was read. `elsewhere`: endpoints of
 * others alone, or nothing goes to its own. `answers`: the proxy answers itself. `knows-not`: the
 * proxy does not know the host.
 */
type Statement =
  | 'sends'
  | 'sends-some'
  | 'otherwise-protected'
  | 'elsewhere'
  | 'answers'
  | 'knows-not'
  | 'unread';

/** What istiod said. */
interface Heard {
  readonly testimonies: readonly Testimony[];
  /** Kinds of clients that were not asked, or for which nobody answered. */
  readonly unheard: number;
}

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
  question: Pick<WitnessQuestion, 'providerIds'>,
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
        },
      };
}

/** What the objects say, apart from what is not interpreted and from what istiod said before. */
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
 * What extensions do to the clients' proxies is in the configuration that istiod sends to them;
 * what cannot be read of it is no testimony. Of the other proxies nobody was asked.
 */
function isVouchedFor(
  role: Unread['at'],
  { testimonies, unheard }: Heard,
): boolean {
  return (
    role === 'client' &&
    unheard === 0 &&
    testimonies.every(({ request }) => request.kind !== 'unread')
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
    confirmation: { status: 'unconfirmed', why, testimonies: [] },
  };
}

function confirm(
  reading: Reachability,
  question: Pick<WitnessQuestion, 'providerIds'>,
  { testimonies, unheard }: Heard,
): Confirmation {
  if (testimonies.length === 0) {
    return { status: 'unconfirmed', why: { kind: 'no-client' }, testimonies };
  }
  const statements = testimonies.map(testimony =>
    statementOf(testimony, question.providerIds, reading),
  );
  switch (judge(reading, statements, unheard)) {
    case 'agrees':
      return {
        status: 'confirmed',
        at: oldestOf(testimonies),
        testimonies,
        unheard,
      };
    case 'says-less':
      return contradiction('MF6201', reading, testimonies);
    case 'says-more':
      return contradiction('MF6202', reading, testimonies);
    case 'cannot-know':
      return {
        status: 'unconfirmed',
        why: { kind: 'server-side' },
        testimonies,
      };
    default:
      return { status: 'unconfirmed', why: { kind: 'undecided' }, testimonies };
  }
}

type Judgement =
  | 'agrees'
  | 'says-less'
  | 'says-more'
  | 'cannot-know'
  | 'undecided';

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
  providerIds: readonly string[],
  { security, client, provider }: Reachability,
): Statement {
  const isLocal = client.cluster === provider;
  switch (request.kind) {
    case 'unread':
      return 'unread';
    case 'answered':
      return 'answers';
    case 'not-configured':
      // Passed on as it is, the request goes to where the node sends it, which is the own cluster.
      return isLocal ? 'unread' : 'knows-not';
    case 'forwarded': {
      const own = request.destinations.find(
        ({ clusterId, receives }) =>
          receives &&
          clusterId !== undefined &&
          providerIds.includes(clusterId),
      );
      if (own === undefined) {
        return providerIds.length === 0 ? 'unread' : 'elsewhere';
      }
      return sendsTo(own, security, isLocal);
    }
    default:
      return assertNever(request);
  }
}

/** Whether the client is told to protect requests as was read. */
function sendsTo(
  { transports }: TestifiedDestination,
  { kind }: ReachabilitySecurity,
  isLocal: boolean,
): Statement {
  if (kind !== 'mutual-tls' && kind !== 'plaintext') {
    return 'sends';
  }
  const asRead = transports.filter(transport => transport === kind).length;
  if (asRead === transports.length) {
    return 'sends';
  }
  if (asRead > 0) {
    return 'sends-some';
  }
  // Past its sidecar a client speaks plaintext, whatever the sidecar would do.
  return kind === 'plaintext' && isLocal ? 'unread' : 'otherwise-protected';
}

function contradiction(
  code: 'MF6201' | 'MF6202',
  reading: Reachability,
  testimonies: readonly Testimony[],
): Confirmation {
  const { client, provider, service, port, unread } = reading;
  const { proxy, istiod, at } = testimonies[0]!;
  const host = `${service.namespace}/${service.name}:${port}`;
  const said =
    code === 'MF6201'
      ? `istiod does not let clients of ${client.cluster} send requests for ${host} to ${provider} as the objects say, and nothing that was read explains it`
      : `istiod lets clients of ${
          client.cluster
        } send requests for ${host} to ${provider}, although the objects say: ${withoutStop(
          reading.summary,
        )}`;
  const perhaps =
    unread.length > 0
      ? `; recognized and not interpreted: ${unread
          .map(({ text }) => withoutStop(text))
          .join('; ')}`
      : '';
  return {
    status: 'contradicted',
    at: oldestOf(testimonies),
    testimonies,
    finding: finding(code, {
      cluster: client.cluster,
      peer: provider,
      message: `${said}${perhaps}.`,
      params: { pod: proxy.pod, namespace: proxy.namespace },
      evidence: [
        {
          cluster: proxy.cluster,
          object: {
            apiVersion: 'v1',
            kind: 'Pod',
            namespace: proxy.namespace,
            name: proxy.pod,
          },
          field: `configuration by ${istiod}`,
          value: testimonies.map(describe).join('; '),
          at,
        },
      ],
    }),
  };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** Short, for the evidence. */
function describe({ proxy, request }: Testimony): string {
  const who = `${proxy.namespace}/${proxy.pod}`;
  switch (request.kind) {
    case 'forwarded':
      return `${who}: ${
        request.destinations
          .map(
            ({
              clusterId,
              healthy,
              endpoints,
              priority,
              receives,
              transports,
            }) =>
              `${
                clusterId ?? '?'
              } ${healthy} of ${endpoints} endpoints healthy, priority ${priority}, ${transports.join(
                ' and ',
              )}${receives ? '' : ', gets nothing'}`,
          )
          .join(', ') || 'no endpoint'
      }`;
    case 'answered':
      return `${who}: the proxy answers by itself (${request.by})`;
    case 'not-configured':
      return `${who}: the proxy does not know the host`;
    case 'unread':
      return `${who}: ${request.what}`;
    default:
      return assertNever(request);
  }
}

function oldestOf(testimonies: readonly Testimony[]): Timestamp {
  return testimonies.map(({ at }) => at).sort()[0]!;
}
