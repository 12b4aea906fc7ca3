/** What one witness alone would say: no clusters are needed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  Reachability,
  TestifiedRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Answer } from './oracle/askPlugin.ts';
import { causeOf } from './oracle/without/causeOf.ts';
import { withoutRules } from './oracle/without/withoutRules.ts';
import { withoutWitness } from './oracle/without/withoutWitness.ts';
import { witnesses } from './oracle/without/writeAlone.ts';

const AT = '2026-06-01T00:00:00.000Z';

const SENDS: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [
    {
      clusterId: 'west',
      endpoints: 1,
      healthy: 1,
      priority: 0,
      receives: true,
      transports: ['mutual-tls'],
      serverIdentities: ['spiffe://cluster.local/ns/scene/sa/echo'],
      addresses: ['192.0.2.1:15443'],
    },
  ],
  unanswered: [],
};

const FINDING = {
  code: 'MF6107',
  severity: 'error',
  cluster: 'east',
  message: 'A rule.',
  fix: 'Change it.',
  blocking: false,
  evidence: [],
} as const;

/** Blocked by a DestinationRule of the client. */
const BLOCKED: Reachability = {
  client: { cluster: 'east', namespace: 'scene', workload: 'client' },
  provider: 'west',
  service: { namespace: 'scene', name: 'orders' },
  port: 80,
  verdict: 'blocked',
  summary: 'A rule.',
  firstBroken: { leg: 'traffic', code: 'MF6107' },
  path: { kind: 'none' },
  security: { kind: 'none' },
  conditions: [],
  doubts: [],
  unread: [],
  at: AT,
  legs: [
    {
      leg: 'traffic',
      status: 'violated',
      summary: 'A rule.',
      findings: [FINDING],
      missing: [],
      conditions: [],
      evidence: [],
      doubts: [],
      unread: [],
    },
  ],
};

function answerWith(explanation: Reachability): Answer {
  const { client, provider, port } = explanation;
  return {
    cluster: client.cluster,
    client: { namespace: 'scene', workload: 'client' },
    target: { namespace: 'scene', name: 'orders', port, workload: 'echo' },
    provider,
    cell: explanation,
    explanation,
  };
}

const said = (request: TestifiedRequest): Reachability => ({
  ...BLOCKED,
  confirmation: {
    status: 'confirmed',
    at: AT,
    testimonies: [
      {
        proxy: { cluster: 'east', namespace: 'scene', pod: 'client-1' },
        istiod: 'istiod-1',
        at: AT,
        request,
      },
    ],
    unheard: 0,
    servers: [],
  },
});

describe('without rules', () => {
  const verdictOf = async (request: TestifiedRequest) => {
    const [[answer] = []] = await withoutRules([[answerWith(said(request))]]);
    return [
      answer?.cell?.verdict,
      answer?.explanation?.confirmation?.status,
      answer?.cell?.security.kind,
    ];
  };

  it('all is green that istiod confirms, and nothing else', async () => {
    assert.deepEqual(await verdictOf(SENDS), [
      'reachable',
      'confirmed',
      'mutual-tls',
    ]);
    assert.deepEqual(await verdictOf({ kind: 'unread', what: 'a route' }), [
      'unknown',
      'unconfirmed',
      'unknown',
    ]);
  });

  it('istiod stands between us and a false green', async () => {
    for (const request of [
      { kind: 'answered', by: 'fault' },
      { kind: 'passed-on' },
      { ...SENDS, abortsSome: true },
      { ...SENDS, others: [{ kind: 'answered', by: 'response' }] },
    ] as const satisfies readonly TestifiedRequest[]) {
      assert.deepEqual(await verdictOf(request), [
        'unknown',
        'contradicted',
        'unknown',
      ]);
    }
  });

  it('nothing is said where nobody was asked', async () => {
    assert.deepEqual(await withoutRules([[answerWith(BLOCKED)]]), [[]]);
  });
});

describe('without istiod', () => {
  const verdictOf = (explanation: Reachability) =>
    withoutWitness([answerWith(explanation)])[0]?.cell?.verdict;

  it('the objects have the verdict that istiod contradicts', () => {
    const { summary, security } = BLOCKED;
    assert.equal(
      verdictOf({
        ...BLOCKED,
        verdict: 'unknown',
        ifConfirmed: { verdict: 'reachable', summary, security },
      }),
      'reachable',
    );
  });

  it('what is not interpreted leaves it open', () => {
    const unread = [{ at: 'client', text: 'A filter is there.' }] as const;
    assert.equal(
      verdictOf({ ...BLOCKED, verdict: 'reachable', unread }),
      'unknown',
    );
    assert.equal(verdictOf({ ...BLOCKED, unread }), 'blocked');
  });
});

describe('the cause of a false green', () => {
  const [leg] = BLOCKED.legs;
  const sideOf = (change: Partial<NonNullable<typeof leg>>) =>
    causeOf({ ...BLOCKED, legs: [{ ...leg!, ...change }] }).side;

  it('is at the client where its own configuration says so', () => {
    assert.deepEqual(causeOf(BLOCKED), {
      side: 'client',
      text: 'traffic MF6107 in east',
    });
  });

  it('is elsewhere where it is not', () => {
    const findings = [{ ...FINDING, cluster: 'west' }];
    assert.equal(sideOf({ findings }), 'provider');
    assert.equal(sideOf({ leg: 'policy' }), 'provider');
    assert.equal(sideOf({ leg: 'identity' }), 'certificates');
    assert.equal(sideOf({ status: 'satisfied', findings: [] }), 'unknown');
  });
});

describe('the option', () => {
  it('names witnesses', () => {
    assert.deepEqual(witnesses(undefined), []);
    assert.deepEqual(witnesses('rules,witness'), ['rules', 'witness']);
    assert.throws(() => witnesses('rule'), {
      message: '--without takes rules, witness, not "rule"',
    });
  });
});
