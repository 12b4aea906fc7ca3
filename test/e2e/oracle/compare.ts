import type {
  Evidence,
  Finding,
  Reachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Answer } from './askPlugin.ts';
import type { Handshakes } from './tcpHandshakes.ts';
import { portKey, wayKey } from './keys.ts';
import { describeResult, hostOf, type Measured } from './measureTraffic.ts';
import type { RequestKind } from './scenario.ts';
import type { Touched } from './Snapshots.ts';
import type { CallResult } from './Stage.ts';

/** An object that a scenario made different. */
export interface Seed extends Touched {
  /** It was deleted: what is not there can only be named by where it should be. */
  readonly gone?: boolean;
}

/** Kinds of objects by which proxies do what nobody foresees. */
const NOT_INTERPRETED = ['EnvoyFilter', 'TrafficExtension', 'WasmPlugin'];

/** What a scenario did, as far as it decides how an answer is judged. */
export interface Facts {
  /** Objects that the scenario made different: one of them is the cause of what is blocked. */
  readonly seeded: readonly Seed[];
  /** Clusters that cannot be observed. */
  readonly hidden: ReadonlySet<string>;
  /** Nobody can tell by objects whether Pods of two clusters reach each other without a gateway. */
  readonly routesUnseen: boolean;
  /** The scenario says that no object can tell, and proves it afterwards. */
  readonly undecided: boolean;
  /**
   * A cluster is known as it was at some time: what happened there later is not part of the
   * scenario.
   */
  readonly stale: boolean;
  /** Per cluster: connections that its gateways passed on, by host. */
  readonly gateways: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Keys of ports on which no proxy looks at requests. */
  readonly tcp: ReadonlyMap<string, unknown>;
  /** Whether callers of those have shown their certificates. */
  readonly handshakes: Handshakes;
}

/** One line of the table. */
export interface Row {
  readonly cluster: string;
  /** `any`: any client with a sidecar. */
  readonly client: string;
  readonly target: string;
  readonly provider: string;
  readonly traffic: string;
  readonly verdict: string;
  readonly said: string;
  /** What istiod made of it: `confirmed`, `contradicted`, or why neither. */
  readonly witness: string;
  readonly cause?: string;
  readonly problems: readonly string[];
}

export const NOT_A_PROVIDER = 'no provider';

/** Holds the plugin's answers against the traffic. Pure. */
export function compare(
  measured: readonly Measured[],
  answers: readonly Answer[],
  facts: Facts,
): readonly Row[] {
  return answers.map(answer => {
    const { cluster, client, target, provider, cell, explanation } = answer;
    const mine = measured.filter(
      each =>
        each.cluster === cluster &&
        each.target === target &&
        (client ? each.client === client : isInjected(each)),
    );
    const others = answers.filter(
      each =>
        each.cluster === cluster &&
        each.client === client &&
        each.target === target &&
        each.provider !== provider,
    );
    const first = firstFinding(explanation);
    return {
      cluster,
      client: client ? `${client.namespace}/${client.workload}` : 'any',
      target: `${target.namespace}/${target.name}:${target.port}`,
      provider,
      traffic: describeTraffic(mine, provider),
      verdict: cell?.verdict ?? NOT_A_PROVIDER,
      said: cell?.summary ?? '',
      witness: describeWitness(explanation),
      ...(first && { cause: `${first.code} ${objectsOf(first).join(', ')}` }),
      problems: client
        ? problemsOf({ answer, mine, others, facts })
        : problemsOfAny({ answer, mine, facts }),
    };
  });
}

function describeWitness(explanation: Reachability | undefined): string {
  const confirmation = explanation?.confirmation;
  if (confirmation?.status !== 'unconfirmed') {
    return confirmation?.status ?? 'not asked';
  }
  const { why } = confirmation;
  return why.kind === 'not-asked'
    ? `not asked: ${why.reason.message}`
    : why.kind;
}

interface Case {
  readonly answer: Answer;
  readonly mine: readonly Measured[];
  readonly facts: Facts;
}

function problemsOf(
  options: Case & { readonly others: readonly Answer[] },
): readonly string[] {
  const { answer, mine, others, facts } = options;
  const { cell, provider } = answer;
  const arrivals = mine.map(({ results }) => arrivedFrom(results, provider));
  const failures = mine.flatMap(({ results }) => results.filter(failed));
  const arrived = arrivals.flat();
  // A failure belongs to whichever provider is not said to be reachable.
  const explained = others.some(
    ({ cell: other }) =>
      other && !['reachable', 'standby'].includes(other.verdict),
  );
  const verdict = cell?.verdict;
  const problems: string[] = [];
  switch (verdict) {
    case undefined:
    case 'blocked':
      if (arrived.length > 0) {
        problems.push(`${verdict ?? NOT_A_PROVIDER}, but requests arrive`);
      }
      break;
    case 'reachable':
      if (arrivals.some(each => each.length === 0)) {
        problems.push('reachable, but requests do not arrive');
      } else if (failures.length > 0 && !explained) {
        problems.push('reachable, but requests fail');
      }
      break;
    case 'standby':
      if (arrived.length > 0) {
        problems.push('standby, but requests arrive');
      }
      break;
    case 'conditional':
      if (arrived.length === 0) {
        problems.push('conditional, but no request arrives');
      } else if (failures.length === 0 && !(facts.stale && onLater(cell!))) {
        problems.push('conditional, but every request arrives');
      }
      break;
    case 'unknown':
      if (!mayBeUnknown(options)) {
        problems.push('unknown, but nothing is hidden');
      }
      break;
    default:
      throw new Error(`unknown verdict ${verdict satisfies never}`);
  }
  return [
    ...problems,
    ...(arrived.length > 0 && cell && verdict !== 'unknown'
      ? [
          ...securityProblems(answer, arrived, facts),
          ...pathProblems(answer, facts),
        ]
      : []),
    ...(verdict === 'blocked' ? causeProblems(answer, facts) : []),
  ];
}

function mayBeUnknown(options: Case): boolean {
  const { answer, facts } = options;
  const { cluster, provider } = answer;
  const { hidden, routesUnseen, undecided } = facts;
  return (
    undecided ||
    hidden.has(cluster) ||
    hidden.has(provider) ||
    (routesUnseen && cluster !== provider) ||
    isExtended(options)
  );
}

/**
 * Whether something that is recognized and not interpreted keeps requests from arriving: it cannot
 * be named as the cause. Where all arrive, istiod has told that they do.
 */
function isExtended({ answer, mine, facts }: Case): boolean {
  const { cluster, provider } = answer;
  return (
    mine.some(({ results }) => results.some(failed)) &&
    facts.seeded.some(
      ({ object, cluster: where }) =>
        NOT_INTERPRETED.includes(object.kind) &&
        (where === cluster || where === provider),
    )
  );
}

/** Whether the only condition is on endpoints that came later. */
function onLater({ conditions }: NonNullable<Answer['cell']>): boolean {
  return conditions.every(({ on }) => on === 'endpoint');
}

/** An answer about any client must hold for each of those that were measured. */
function problemsOfAny(options: Case): readonly string[] {
  const { answer, mine } = options;
  const { cell, provider } = answer;
  const arrivals = mine.map(
    ({ results }) => arrivedFrom(results, provider).length,
  );
  if (cell?.verdict === 'reachable' && arrivals.includes(0)) {
    return ['reachable for any client, but not for this one'];
  }
  if (
    (cell?.verdict === 'blocked' || cell?.verdict === 'standby') &&
    arrivals.some(count => count > 0)
  ) {
    return [`${cell.verdict} for any client, but requests arrive`];
  }
  if (cell?.verdict === 'unknown' && !mayBeUnknown(options)) {
    return ['unknown, but nothing is hidden'];
  }
  return [];
}

function securityProblems(
  { cell, cluster, client, provider, target }: Answer,
  arrived: readonly CallResult[],
  { tcp, handshakes }: Facts,
): readonly string[] {
  const said = cell!.security;
  const shaken =
    client && handshakes.get(wayKey(cluster, client, target, provider));
  if (shaken !== undefined && shaken !== (said.kind === 'mutual-tls')) {
    return [
      `said ${said.kind}, the server's proxy counted ${
        shaken ? 'a' : 'no'
      } certificate for each connection`,
    ];
  }
  const seen = arrived.filter(({ xfcc }) => xfcc);
  if (seen.length > 0 && seen.length < arrived.length) {
    return ['the server saw mutual TLS for some requests only'];
  }
  if (seen.length === 0) {
    return said.kind === 'mutual-tls' && !tcp.has(portKey(provider, target))
      ? ['said mutual TLS, the server saw none']
      : [];
  }
  if (said.kind !== 'mutual-tls') {
    return [`said ${said.kind}, the server saw mutual TLS`];
  }
  const { xfcc = '' } = seen[0]!;
  const [, server] = /By=([^;,]+)/.exec(xfcc) ?? [];
  const [, caller] = /URI=([^;,]+)/.exec(xfcc) ?? [];
  return [
    ...(server && !said.serverIdentities.includes(server)
      ? [`${provider} answers as ${server}, said ${said.serverIdentities}`]
      : []),
    ...(said.clientIdentity !== undefined && said.clientIdentity !== caller
      ? [`the client is ${caller}, said ${said.clientIdentity}`]
      : []),
  ];
}

function pathProblems(
  { cell, cluster, provider, target }: Answer,
  facts: Facts,
): readonly string[] {
  const { kind } = cell!.path;
  const hosts = [hostOf(target), ...(target.aliases ?? [])];
  if (cluster === provider) {
    return kind === 'local' ? [] : [`said path ${kind}, it is local`];
  }
  const passed = Math.max(
    ...hosts.map(host => facts.gateways.get(provider)?.get(host) ?? 0),
  );
  const truth = passed > 0 ? 'gateway' : 'direct';
  return kind === truth
    ? []
    : [
        `said path ${kind}, gateway of ${provider} passed ${passed} connections`,
      ];
}

function causeProblems(
  { explanation }: Answer,
  { seeded }: Facts,
): readonly string[] {
  if (!explanation) {
    return ['blocked without an explanation'];
  }
  const finding = firstFinding(explanation);
  if (!finding) {
    return ['blocked without a finding'];
  }
  return seeded.some(each => names(finding, each))
    ? []
    : [`${finding.code} names nothing that the scenario changed`];
}

/** The first finding of the first broken leg. */
export function firstFinding(
  explanation: Reachability | undefined,
): Finding | undefined {
  return explanation?.legs.find(({ status }) => status === 'violated')
    ?.findings[0];
}

/** What istiod and Kubernetes make of an object, under names that follow from its own. */
function isDerived(kind: string, name: string, { object }: Touched): boolean {
  switch (object.kind) {
    case 'Deployment':
      return (
        ['Pod', 'ReplicaSet'].includes(kind) &&
        name.startsWith(`${object.name}-`)
      );
    case 'Gateway':
      return (
        ['Service', 'Deployment'].includes(kind) &&
        name === `${object.name}-istio`
      );
    case 'Service':
      return kind === 'EndpointSlice' && name.startsWith(`${object.name}-`);
    case 'Secret':
      // istiod publishes its root there.
      return (
        object.name === 'istio-ca-secret' &&
        kind === 'ConfigMap' &&
        name === 'istio-ca-root-cert'
      );
    default:
      return false;
  }
}

function names(finding: Finding, seed: Seed): boolean {
  const { cluster, object, evidence } = finding;
  const facts: readonly Evidence[] = [
    { ...(cluster && { cluster }), ...(object && { object }) },
    ...evidence,
  ];
  return facts.some(fact => {
    const named = fact.object;
    if (
      seed.gone &&
      fact.cluster === seed.cluster &&
      named?.kind === 'Namespace' &&
      named.name === seed.object.namespace
    ) {
      return true;
    }
    return (
      named !== undefined &&
      (fact.cluster ?? cluster ?? seed.cluster) === seed.cluster &&
      (named.namespace ?? '') === (seed.object.namespace ?? '') &&
      ((named.kind === seed.object.kind && named.name === seed.object.name) ||
        isDerived(named.kind, named.name, seed))
    );
  });
}

function objectsOf({ cluster, object, evidence }: Finding): readonly string[] {
  const facts = [{ cluster, object }, ...evidence];
  const texts = facts.flatMap(fact =>
    fact.object
      ? [
          `${fact.cluster ?? cluster ?? ''} ${fact.object.kind} ${
            fact.object.namespace ? `${fact.object.namespace}/` : ''
          }${fact.object.name}`.trim(),
        ]
      : [],
  );
  return [...new Set(texts)];
}

/** Requests that the endpoints of a cluster answered. */
export function arrivedFrom(
  results: readonly CallResult[],
  provider: string,
): readonly CallResult[] {
  return results.filter(
    result => !failed(result) && result.answeredBy === provider,
  );
}

function failed({ status }: CallResult): boolean {
  return status < 200 || status >= 300;
}

/** The workloads of the scene that have a sidecar. */
function isInjected({ client }: Measured): boolean {
  return client.workload !== 'bare';
}

/** For example `GET /admin` or `gRPC /shop.Orders/List with a token to name`. */
function describeRequest(request: RequestKind): string {
  const { method, path, host, protocol, headers, token } = request;
  return [
    protocol === 'grpc' ? 'gRPC' : protocol ?? method,
    path,
    ...Object.entries(headers ?? {}).map(each => each.join('=')),
    ...(token ? [token.forged ? 'with a forged token' : 'with a token'] : []),
    ...(host ? [`to ${host}`] : []),
  ].join(' ');
}

/** For example `10/20` or `GET /public 20/20, GET /secret 0/20 (403 RBAC: access denied)`. */
function describeTraffic(mine: readonly Measured[], provider: string): string {
  return mine
    .map(({ request, client, results }) => {
      const kind =
        mine.length > 1
          ? `${client.workload} ${describeRequest(request)} `
          : '';
      const wrong = [...new Set(results.filter(failed).map(describeResult))];
      return `${kind}${arrivedFrom(results, provider).length}/${
        results.length
      }${wrong.length > 0 ? ` (${wrong.sort().join('; ')})` : ''}`;
    })
    .join(', ');
}
