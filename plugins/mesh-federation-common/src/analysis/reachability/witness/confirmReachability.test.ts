import type {
  Condition,
  Reachability,
  ServerTestimony,
  TestifiedInbound,
  TestifiedDestination,
  TestifiedRequest,
  Testimony,
} from '../../../model';
import { finding } from '../../../findings/registry';
import { confirmReachability, unconfirmed } from './confirmReachability';

const AT = '2026-06-01T00:00:00.000Z';

const READING: Reachability = {
  client: { cluster: 'east' },
  provider: 'west',
  service: { namespace: 'shop', name: 'orders' },
  port: 80,
  verdict: 'reachable',
  summary: 'Requests go through the gateway.',
  path: {
    kind: 'gateway',
    network: 'west',
    gateways: [{ address: '192.0.2.1', port: 15443 }],
  },
  security: {
    kind: 'mutual-tls',
    serverIdentities: [],
    plaintextAccepted: true,
  },
  conditions: [],
  doubts: [],
  unread: [],
  at: AT,
  legs: [],
};

const DESTINATION: TestifiedDestination = {
  clusterId: 'west-id',
  endpoints: 1,
  healthy: 1,
  priority: 0,
  receives: true,
  transports: ['mutual-tls'],
  addresses: ['192.0.2.1:15443'],
};

const ASKED = { providerIds: ['west-id'], hosts: ['orders.shop'] };

const SENDS: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [DESTINATION],
  unanswered: [],
};
const STANDS_BY: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [{ ...DESTINATION, priority: 1, receives: false }],
  unanswered: [],
};
const PLAINTEXT: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [{ ...DESTINATION, transports: ['plaintext'] }],
  unanswered: [],
};
const MIXED: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [{ ...DESTINATION, transports: ['mutual-tls', 'plaintext'] }],
  unanswered: [],
};
const NOTHING: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [],
  unanswered: [],
};
const ANSWERED: TestifiedRequest = { kind: 'answered', by: 'fault' };
const NOT_CONFIGURED: TestifiedRequest = { kind: 'not-configured' };
const UNREAD: TestifiedRequest = { kind: 'unread', what: 'a route' };
const PASSED_ON: TestifiedRequest = { kind: 'passed-on' };
/** Mutual TLS is demanded of what does not take it. */
const BARE: TestifiedRequest = {
  kind: 'forwarded',
  destinations: [{ ...DESTINATION, withoutSidecar: true }],
  unanswered: [],
};

/** To endpoints of another Service in the very cluster. */
const FORWARDED: TestifiedRequest = {
  ...SENDS,
  destinations: [{ ...DESTINATION, host: 'refunds.shop' }],
};
const SPLIT: readonly TestifiedRequest[] = [
  {
    ...SENDS,
    destinations: [DESTINATION, { ...DESTINATION, host: 'refunds.shop' }],
  },
  { ...SENDS, unanswered: ['outbound|80|v2|orders.shop'] },
  { ...SENDS, abortsSome: true },
  { ...SENDS, others: [{ kind: 'answered', by: 'fault' }] },
  { ...SENDS, others: [{ kind: 'unread', what: 'a filter' }, PASSED_ON] },
  { kind: 'answered', by: 'response', others: [SENDS] },
];

/** The identity of another workload alone is accepted. */
const OF_ANOTHER: TestifiedRequest = {
  ...SENDS,
  destinations: [
    { ...DESTINATION, serverIdentities: ['spiffe://td/ns/shop/sa/other'] },
  ],
};
/** No gateway knows the name. */
const NAMED: TestifiedRequest = {
  ...SENDS,
  destinations: [{ ...DESTINATION, serverName: 'orders.example' }],
};

const OTHERWISE = [
  OF_ANOTHER,
  NAMED,
  BARE,
  PASSED_ON,
  NOTHING,
  STANDS_BY,
  PLAINTEXT,
  ANSWERED,
  NOT_CONFIGURED,
  FORWARDED,
];

function said(request: TestifiedRequest, number: number): Testimony {
  return {
    proxy: { cluster: 'east', namespace: 'shop', pod: `client-${number}` },
    istiod: 'istiod-1',
    at: `2026-06-01T00:00:0${number}.000Z`,
    request,
  };
}

const NO_SERVERS = { testimonies: [], unheard: 1 };

function confirm(
  reading: Partial<Reachability>,
  ...requests: readonly TestifiedRequest[]
) {
  return confirmReachability({ ...READING, ...reading }, ASKED, {
    testimonies: requests.map(said),
    unheard: 0,
    servers: NO_SERVERS,
  });
}

const condition = (on: Condition['on']): Condition => ({
  on,
  text: 'Only some.',
  evidence: [],
  finding: finding('MF6120', {
    cluster: 'east',
    object: { apiVersion: 'v1', kind: 'VirtualService', name: 'routes' },
    message: 'Only some.',
  }),
});

const BLOCKED_HERE: Partial<Reachability> = {
  verdict: 'blocked',
  summary: 'There is no remote secret.',
  firstBroken: { leg: 'discovery', code: 'MF3001' },
};
const BLOCKED_THERE: Partial<Reachability> = {
  verdict: 'blocked',
  summary: 'A policy denies it.',
  firstBroken: { leg: 'policy', code: 'MF6006' },
};

describe('confirmReachability', () => {
  describe('of what is green', () => {
    it('confirms what istiod gives to every kind of clients', () => {
      const answer = confirm({}, SENDS, SENDS);

      expect(answer).toMatchObject({
        verdict: 'reachable',
        confirmation: {
          status: 'confirmed',
          at: '2026-06-01T00:00:00.000Z',
          unheard: 0,
        },
      });
    });

    it.each(OTHERWISE)('is unknown where istiod says %j', request => {
      const answer = confirm(
        { unread: [{ at: 'server', text: 'EnvoyFilter a/b is there.' }] },
        SENDS,
        request,
      );

      expect(answer).toMatchObject({
        verdict: 'unknown',
        security: { kind: 'unknown' },
        confirmation: { status: 'contradicted', finding: { code: 'MF6201' } },
      });
      expect(answer.summary).toContain('EnvoyFilter a/b');
    });

    it.each(SPLIT)('is unknown where a part goes elsewhere: %j', request => {
      expect(confirm({}, request)).toMatchObject({
        verdict: 'unknown',
        confirmation: { status: 'contradicted', finding: { code: 'MF6201' } },
      });
    });

    it('does not mind the server name where no gateway is between', () => {
      expect(
        confirm({ path: { kind: 'direct', network: 'one' } }, NAMED),
      ).toMatchObject({ confirmation: { status: 'confirmed' } });
    });

    it('is confirmed by requests to a Service that stands in for it', () => {
      expect(
        confirmReachability(
          READING,
          { ...ASKED, hosts: [...ASKED.hosts, 'refunds.shop'] },
          {
            testimonies: [said(FORWARDED, 0)],
            unheard: 0,
            servers: NO_SERVERS,
          },
        ),
      ).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'confirmed' },
      });
    });

    it('names another host, and what has no endpoint, in the evidence', () => {
      const { confirmation } = confirm(
        {},
        {
          ...SENDS,
          destinations: [
            { ...DESTINATION, host: 'refunds.shop', withoutSidecar: true },
          ],
          unanswered: ['outbound|80|v2|orders.shop'],
          abortsSome: true,
          others: [PASSED_ON, { kind: 'answered', by: 'closed' }],
        },
      );

      expect(confirmation).toMatchObject({
        finding: {
          evidence: [
            {
              value:
                'shop/client-0: west-id (refunds.shop) 1 of 1 endpoint healthy, priority 0, mutual-tls, no sidecar that takes it, outbound|80|v2|orders.shop has no endpoint for it, the proxy aborts a part; other routes: the proxy passes requests on as they are; other routes: the proxy answers by itself (closed)',
            },
          ],
        },
      });
    });

    it('is not confirmed by what is not interpreted', () => {
      expect(confirm({}, SENDS, UNREAD)).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'unconfirmed', why: { kind: 'undecided' } },
      });
    });

    it('is confirmed where requests of other routes go there as well', () => {
      expect(
        confirm({}, { ...SENDS, others: [{ ...SENDS, unanswered: [] }] }),
      ).toMatchObject({ confirmation: { status: 'confirmed' } });
    });

    it('is not confirmed by plain requests where others are not interpreted', () => {
      expect(
        confirm(
          {},
          { ...SENDS, others: [{ kind: 'unread', what: 'a filter' }] },
        ),
      ).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'unconfirmed', why: { kind: 'undecided' } },
      });
    });

    it.each<[Reachability['security'], string]>([
      [READING.security, 'contradicted'],
      [{ kind: 'plaintext' }, 'unconfirmed'],
    ])(
      'of the own cluster, passed on, is over no mutual TLS: %j',
      (security, status) => {
        expect(
          confirm({ provider: 'east', security }, PASSED_ON),
        ).toMatchObject({ confirmation: { status } });
      },
    );

    it('is not confirmed when istiod can know the provider under no id', () => {
      expect(
        confirmReachability(
          READING,
          { ...ASKED, providerIds: [] },
          { testimonies: [said(SENDS, 0)], unheard: 0, servers: NO_SERVERS },
        ),
      ).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'unconfirmed' },
      });
    });

    it('leaves open what a client sends past its sidecar', () => {
      expect(
        confirm(
          { provider: 'east', security: { kind: 'plaintext' } },
          {
            ...SENDS,
            destinations: [{ ...DESTINATION, clusterId: 'west-id' }],
          },
        ),
      ).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'unconfirmed' },
      });
    });

    it('leaves to the node what the proxy does not know of its own cluster', () => {
      expect(confirm({ provider: 'east' }, NOT_CONFIGURED)).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'unconfirmed' },
      });
    });
  });

  describe('of what would be green but for something unread', () => {
    const FILTER = { at: 'client', text: 'EnvoyFilter a/b is there.' } as const;
    const { verdict, summary, security } = READING;
    const RESERVED: Partial<Reachability> = {
      verdict: 'unknown',
      summary: FILTER.text,
      security: { kind: 'unknown' },
      unread: [FILTER],
      ifConfirmed: { verdict, summary, security },
    };

    it('gives the verdict when the clients are configured as was read', () => {
      const answer = confirm(RESERVED, SENDS, SENDS);

      expect(answer).toMatchObject({
        verdict,
        summary,
        security,
        confirmation: { status: 'confirmed' },
      });
      expect(answer.ifConfirmed).toBeUndefined();
    });

    it.each<[string, Partial<Reachability>, TestifiedRequest, string]>([
      ['not configured so', {}, NOTHING, 'contradicted'],
      ['configured in ways that are not read', {}, UNREAD, 'unconfirmed'],
      [
        'configured so for a part of the requests alone',
        {},
        { ...SENDS, others: [{ kind: 'unread', what: 'a filter' }] },
        'unconfirmed',
      ],
      [
        'not those whom it is for',
        { unread: [FILTER, { ...FILTER, at: 'server' }] },
        SENDS,
        'unconfirmed',
      ],
      ['not all heard', {}, SENDS, 'unconfirmed'],
    ])(
      'stays unknown when the clients are %s',
      (name, other, said2, status) => {
        const answer = confirmReachability(
          { ...READING, ...RESERVED, ...other },
          ASKED,
          {
            testimonies: [said(said2, 0)],
            unheard: name === 'not all heard' ? 1 : 0,
            servers: NO_SERVERS,
          },
        );

        expect(answer).toMatchObject({
          verdict: 'unknown',
          ifConfirmed: { verdict },
          confirmation: { status },
        });
      },
    );

    it('gives the verdict back that istiod had contradicted before', () => {
      expect(confirm({ ...RESERVED, unread: [] }, SENDS)).toMatchObject({
        verdict,
        confirmation: { status: 'confirmed' },
      });
    });
  });

  describe('with what istiod gave to the servers', () => {
    const server = (
      ...inbound: readonly TestifiedInbound[]
    ): ServerTestimony => ({
      proxy: { cluster: 'west', namespace: 'shop', pod: 'orders-1' },
      istiod: 'istiod-1',
      at: AT,
      requests: inbound.map((item, index) => ({
        identity: `spiffe://cluster.local/ns/shop/sa/client-${index}`,
        inbound: item,
      })),
    });
    const TAKEN = { kind: 'accepted' } as const;
    const REFUSED = { kind: 'refused' } as const;
    const DENIED = { kind: 'denied', policies: ['policy'] } as const;
    const OPEN = { kind: 'unread', what: 'a policy' } as const;
    const both = (
      reading: Partial<Reachability>,
      testimonies: readonly ServerTestimony[],
      unheard = 0,
    ) =>
      confirmReachability({ ...READING, ...reading }, ASKED, {
        testimonies: [
          said(reading.security?.kind === 'plaintext' ? PLAINTEXT : SENDS, 0),
        ],
        unheard: 0,
        servers: { testimonies, unheard },
      });

    it.each<[string, Partial<Reachability>, readonly TestifiedInbound[]]>([
      ['green', {}, [REFUSED]],
      ['green', {}, [TAKEN, DENIED]],
      [
        'conditional',
        { verdict: 'conditional', conditions: [condition('endpoint')] },
        [DENIED],
      ],
    ])('contradicts what is %s', (_, reading, inbound) => {
      const answer = both(reading, [server(...inbound)]);

      expect(answer).toMatchObject({
        verdict: 'unknown',
        confirmation: {
          status: 'contradicted',
          finding: {
            code: 'MF6201',
            evidence: [
              {},
              { cluster: 'west', object: { kind: 'Pod', name: 'orders-1' } },
            ],
          },
        },
      });
    });

    it.each<[string, Partial<Reachability>, readonly TestifiedInbound[]]>([
      ['taken', {}, [TAKEN]],
      ['left open', {}, [TAKEN, OPEN]],
      [
        'denied to some',
        { verdict: 'conditional', conditions: [condition('client')] },
        [TAKEN, DENIED],
      ],
      [
        'denied, the plain ones',
        { verdict: 'conditional', conditions: [condition('request')] },
        [DENIED],
      ],
      ['past the sidecar', { security: { kind: 'plaintext' } }, [REFUSED]],
    ])('does not contradict when requests are %s', (_, reading, inbound) => {
      expect(both(reading, [server(...inbound)])).not.toMatchObject({
        confirmation: { status: 'contradicted' },
      });
    });

    it('confirms that a policy blocks', () => {
      expect(both(BLOCKED_THERE, [server(DENIED)])).toMatchObject({
        verdict: 'blocked',
        confirmation: { status: 'confirmed' },
      });
    });

    it('is unknown when the servers take what is said to be blocked', () => {
      expect(both(BLOCKED_THERE, [server(TAKEN)])).toMatchObject({
        verdict: 'unknown',
        confirmation: { status: 'contradicted', finding: { code: 'MF6202' } },
      });
    });

    it.each<[string, readonly TestifiedInbound[], number]>([
      ['are not all heard', [TAKEN], 1],
      ['have a policy that is left open', [OPEN], 0],
    ])(
      'leaves what a policy blocks as it is when servers %s',
      (_, inbound, unheard) => {
        expect(
          both(BLOCKED_THERE, [server(...inbound)], unheard),
        ).toMatchObject({
          verdict: 'blocked',
          confirmation: { status: 'unconfirmed', why: { kind: 'server-side' } },
        });
      },
    );

    it('vouches for servers whose extensions are not interpreted', () => {
      const unread = [{ at: 'server', text: 'A filter is there.' }] as const;
      const { verdict, summary, security } = READING;
      const reading: Partial<Reachability> = {
        verdict: 'unknown',
        unread,
        ifConfirmed: { verdict, summary, security },
      };

      expect(both(reading, [server(TAKEN)])).toMatchObject({
        verdict: 'reachable',
        confirmation: { status: 'confirmed' },
      });
      expect(both(reading, [server(OPEN)])).toMatchObject({
        verdict: 'unknown',
      });
    });
  });

  describe('of what is conditional', () => {
    it('is confirmed when some clients send requests', () => {
      expect(
        confirm(
          { verdict: 'conditional', conditions: [condition('client')] },
          NOTHING,
          SENDS,
        ),
      ).toMatchObject({
        verdict: 'conditional',
        confirmation: { status: 'confirmed' },
      });
    });

    it('is confirmed when some requests go out as was read', () => {
      expect(
        confirm(
          { verdict: 'conditional', conditions: [condition('endpoint')] },
          MIXED,
        ),
      ).toMatchObject({ confirmation: { status: 'confirmed' } });
    });

    it('is left open when other kinds of clients were not heard', () => {
      expect(
        confirmReachability(
          {
            ...READING,
            verdict: 'conditional',
            conditions: [condition('client')],
          },
          ASKED,
          { testimonies: [said(NOTHING, 0)], unheard: 1, servers: NO_SERVERS },
        ),
      ).toMatchObject({
        verdict: 'conditional',
        confirmation: { status: 'unconfirmed' },
      });
    });

    it('is unknown when no client does', () => {
      expect(
        confirm(
          { verdict: 'conditional', conditions: [condition('endpoint')] },
          NOTHING,
        ),
      ).toMatchObject({
        verdict: 'unknown',
        confirmation: { status: 'contradicted' },
      });
    });

    it('is left open when other clients than those that were heard may get through', () => {
      expect(
        confirm(
          { verdict: 'conditional', conditions: [condition('client')] },
          NOTHING,
        ),
      ).toMatchObject({
        verdict: 'conditional',
        confirmation: { status: 'unconfirmed' },
      });
    });

    it('is confirmed when requests of another route go out', () => {
      expect(
        confirm(
          { verdict: 'conditional', conditions: [condition('request')] },
          { kind: 'answered', by: 'fault', others: [SENDS] },
        ),
      ).toMatchObject({ confirmation: { status: 'confirmed' } });
    });

    it('is left open when another request than the plain one may get through', () => {
      expect(
        confirm(
          { verdict: 'conditional', conditions: [condition('request')] },
          ANSWERED,
        ),
      ).toMatchObject({
        verdict: 'conditional',
        confirmation: { status: 'unconfirmed' },
      });
    });
  });

  describe('of what is blocked', () => {
    it.each(OTHERWISE)('confirms it where istiod says %j', request => {
      expect(confirm(BLOCKED_HERE, request)).toMatchObject({
        verdict: 'blocked',
        confirmation: { status: 'confirmed' },
      });
    });

    it('is unknown when istiod sends requests there, and says both', () => {
      const answer = confirm(BLOCKED_HERE, SENDS);

      expect(answer).toMatchObject({
        verdict: 'unknown',
        confirmation: { status: 'contradicted', finding: { code: 'MF6202' } },
      });
      expect(answer.summary).toContain('There is no remote secret');
      expect(answer).not.toHaveProperty('firstBroken');
    });

    it('stays so for what the client cannot see', () => {
      expect(confirm(BLOCKED_THERE, SENDS)).toMatchObject({
        verdict: 'blocked',
        firstBroken: { code: 'MF6006' },
        confirmation: { status: 'unconfirmed', why: { kind: 'server-side' } },
      });
    });

    it.each(SPLIT)('is left open where a part arrives: %j', request => {
      expect(confirm(BLOCKED_HERE, request)).toMatchObject({
        verdict: 'blocked',
        confirmation: { status: 'unconfirmed', why: { kind: 'undecided' } },
      });
    });

    it('is left open when clients differ', () => {
      expect(confirm(BLOCKED_HERE, SENDS, NOTHING)).toMatchObject({
        verdict: 'blocked',
        confirmation: { status: 'unconfirmed', why: { kind: 'undecided' } },
      });
    });
  });

  describe('of what stands by', () => {
    const waiting: Partial<Reachability> = {
      verdict: 'standby',
      standby: {
        nearer: ['east'],
        rule: 'locality',
        because: [],
        takesOver: 'when-not-ready-or-ejected',
      },
    };

    it('confirms it where nothing is sent there', () => {
      expect(confirm(waiting, STANDS_BY)).toMatchObject({
        verdict: 'standby',
        confirmation: { status: 'confirmed' },
      });
    });

    it('is unknown when istiod sends requests there', () => {
      const answer = confirm(
        { ...waiting, client: { cluster: 'east', namespace: 'shop' } },
        SENDS,
      );
      expect(answer).toMatchObject({
        verdict: 'unknown',
        confirmation: { status: 'contradicted' },
      });
      expect(answer).not.toHaveProperty('standby');
      expect(confirm(waiting, SENDS)).toMatchObject({
        verdict: 'standby',
        confirmation: { status: 'unconfirmed' },
      });
    });

    it('is left open when clients differ, or something is not interpreted', () => {
      for (const other of [SENDS, UNREAD, PLAINTEXT]) {
        expect(confirm(waiting, STANDS_BY, other)).toMatchObject({
          verdict: 'standby',
          confirmation: { status: 'unconfirmed' },
        });
      }
    });
  });

  it('never makes the unknown known', () => {
    for (const request of [SENDS, ...OTHERWISE, UNREAD]) {
      expect(confirm({ verdict: 'unknown' }, request).verdict).toBe('unknown');
    }
  });

  it('says that there is no client to ask for', () => {
    expect(confirm({})).toMatchObject({
      verdict: 'reachable',
      confirmation: { status: 'unconfirmed', why: { kind: 'no-client' } },
    });
  });

  it('says why nobody was asked', () => {
    const reason = { kind: 'error', message: 'refused' } as const;

    expect(
      unconfirmed(READING, { kind: 'not-asked', reason }).confirmation,
    ).toEqual({
      status: 'unconfirmed',
      why: { kind: 'not-asked', reason },
      testimonies: [],
      servers: [],
    });
  });
});
