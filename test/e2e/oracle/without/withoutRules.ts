import { join } from 'node:path';
import type {
  Reachability,
  ServerTestimony,
  Testimony,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { run } from '../../../bed/process.ts';
import { ROOT } from '../../../demo/paths.ts';
import type { Answer } from '../askPlugin.ts';
import { hostOf } from '../measureTraffic.ts';
import { withVerdict } from './withVerdict.ts';

/** What the second witness is asked of a reading. */
export interface Question {
  readonly reading: Reachability;
  readonly asked: {
    readonly providerIds: readonly string[];
    readonly hosts: readonly string[];
  };
  readonly heard: {
    readonly testimonies: readonly Testimony[];
    readonly unheard: number;
    readonly servers: {
      readonly testimonies: readonly ServerTestimony[];
      readonly unheard: number;
    };
  };
}

/**
 * The answers of somebody who knows no rule: every client reaches every provider over mutual TLS
 * where istiod confirms it, and nothing is known where it does not. What istiod said is that of the
 * run, whatever was read. Of each scenario the answers about clients with a proxy that it was asked
 * about.
 */
export async function withoutRules(
  scenarios: readonly (readonly Answer[])[],
): Promise<readonly (readonly Answer[])[]> {
  const questions = scenarios
    .flat()
    .flatMap(answer => questionOf(answer) ?? []);
  const { stdout } = await run(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', '--require'],
      '@backstage/cli/config/nodeTransform.cjs',
      join(ROOT, 'test/e2e/oracle/without/holdGreen.ts'),
    ],
    { cwd: ROOT, input: JSON.stringify(questions) },
  );
  const held = (JSON.parse(stdout) as readonly Reachability[]).values();
  return scenarios.map(answers =>
    answers.flatMap(answer =>
      questionOf(answer) === undefined
        ? []
        : [withVerdict(answer, confirmedOnly(held.next().value!))],
    ),
  );
}

/** Undefined where nobody provides anything or no proxy was asked: there is nothing to say. */
function questionOf({ explanation, target }: Answer): Question | undefined {
  const confirmation = explanation?.confirmation;
  if (explanation === undefined || confirmation === undefined) {
    return undefined;
  }
  const { testimonies, servers } = confirmation;
  if (testimonies.length === 0) {
    return undefined;
  }
  return {
    reading: green(explanation, target),
    asked: {
      providerIds: [explanation.provider],
      hosts: [hostOf(target), ...(target.aliases ?? [])],
    },
    heard: {
      testimonies,
      unheard: 0,
      servers: { testimonies: servers, unheard: 0 },
    },
  };
}

/** Who knows no rule has nothing else to go by. */
function confirmedOnly(held: Reachability): Reachability {
  return held.confirmation?.status === 'confirmed'
    ? held
    : { ...held, verdict: 'unknown', security: { kind: 'unknown' } };
}

function green(
  explanation: Reachability,
  target: Answer['target'],
): Reachability {
  const {
    firstBroken: _firstBroken,
    idle: _idle,
    standby: _standby,
    ifConfirmed: _ifConfirmed,
    confirmation: _confirmation,
    ...rest
  } = explanation;
  return {
    ...rest,
    verdict: 'reachable',
    summary: 'Nothing is known that stands against it.',
    path: pathOf(explanation),
    security: securityOf(explanation, target),
    conditions: [],
    doubts: [],
    unread: [],
  };
}

/** Which network a cluster is on is no rule. */
function pathOf({
  path,
  client,
  provider,
}: Reachability): Reachability['path'] {
  if (path.kind !== 'none' && path.kind !== 'unknown') {
    return path;
  }
  return client.cluster === provider
    ? { kind: 'local' }
    : { kind: 'gateway', network: provider, gateways: [] };
}

/** Nor is which service account the servers have: in scenes, that of the workload's name. */
function securityOf(
  { security }: Reachability,
  { namespace, workload }: Answer['target'],
): Reachability['security'] {
  if (security.kind === 'mutual-tls') {
    return security;
  }
  return workload === undefined
    ? { kind: 'unknown' }
    : {
        kind: 'mutual-tls',
        serverIdentities: [
          `spiffe://cluster.local/ns/${namespace}/sa/${workload}`,
        ],
        plaintextAccepted: true,
      };
}
