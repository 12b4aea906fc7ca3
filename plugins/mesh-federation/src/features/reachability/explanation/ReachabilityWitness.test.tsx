import { screen } from '@testing-library/react';
import {
  finding,
  type Confirmation,
  type TestifiedInbound,
  type TestifiedRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { ReachabilityWitness } from './ReachabilityWitness';

const AT = '2026-06-01T00:00:00.000Z';

const SENDS: Extract<TestifiedRequest, { kind: 'forwarded' }> = {
  kind: 'forwarded',
  destinations: [
    {
      clusterId: 'west',
      endpoints: 2,
      healthy: 1,
      priority: 0,
      receives: true,
      transports: ['mutual-tls'],
      addresses: ['192.0.2.1:15443'],
    },
  ],
  unanswered: [],
};

const said = (request: TestifiedRequest) => ({
  proxy: { cluster: 'east', namespace: 'shop', pod: 'client-1' },
  istiod: 'istiod-1',
  at: AT,
  request,
});

const show = (confirmation: Confirmation) =>
  renderInTestApp(<ReachabilityWitness confirmation={confirmation} />);

describe('ReachabilityWitness', () => {
  it('says that istiod confirms it, and what it has given to whom', () => {
    show({
      status: 'confirmed',
      at: AT,
      testimonies: [said(SENDS)],
      servers: [],
      unheard: 0,
    });

    expect(screen.getByText(/^Confirmed by istiod/)).toBeVisible();
    expect(
      screen.getByText(
        'shop/client-1, by istiod-1: Requests go to west: 1 of 2 endpoints healthy, mutual TLS, at 192.0.2.1:15443.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/more kind/)).not.toBeInTheDocument();
  });

  it.each([
    [
      1,
      'For one more kind of clients istiod was not asked, or did not answer.',
    ],
    [2, 'For 2 more kinds of clients istiod was not asked, or did not answer.'],
  ])('says for how many kinds of clients it did not: %i', (unheard, text) => {
    show({
      status: 'confirmed',
      at: AT,
      testimonies: [said(SENDS)],
      servers: [],
      unheard,
    });

    expect(screen.getByText(text)).toBeVisible();
  });

  it('shows both sides where they disagree', () => {
    show({
      status: 'contradicted',
      at: AT,
      testimonies: [
        said({ kind: 'forwarded', destinations: [], unanswered: [] }),
      ],
      servers: [],
      finding: finding('MF6201', {
        cluster: 'east',
        message: 'istiod does not let clients send requests.',
        params: { pod: 'client-1', namespace: 'shop' },
      }),
    });

    expect(screen.getByText(/^istiod said something else/)).toBeVisible();
    expect(
      screen.getByText('istiod does not let clients send requests.'),
    ).toBeVisible();
    expect(
      screen.getByText(/There is no endpoint to send requests to/),
    ).toBeVisible();
  });

  it.each<[TestifiedRequest, string]>([
    [{ kind: 'answered', by: 'fault' }, 'The proxy aborts requests.'],
    [{ kind: 'answered', by: 'closed' }, 'The proxy closes the connection.'],
    [{ kind: 'passed-on' }, 'passes requests on as they are, without mutual'],
    [{ kind: 'not-configured' }, 'The proxy has nothing for such requests.'],
    [{ ...SENDS, abortsSome: true }, 'The proxy aborts a part of the requests'],
    [
      { ...SENDS, others: [{ kind: 'answered', by: 'redirect' }] },
      'Requests that take other routes: The proxy redirects requests.',
    ],
    [
      {
        ...SENDS,
        destinations: [{ ...SENDS.destinations[0]!, withoutSidecar: true }],
      },
      'istiod knows of no sidecar there that takes mutual TLS.',
    ],
    [{ kind: 'unread', what: 'a route' }, 'Not interpreted: a route.'],
    [
      {
        ...SENDS,
        destinations: [{ ...SENDS.destinations[0]!, receives: false }],
      },
      'west is known and gets nothing now',
    ],
    [
      {
        ...SENDS,
        destinations: [{ ...SENDS.destinations[0]!, host: 'b.shop' }],
      },
      'Requests go to west \\(b.shop\\):',
    ],
    [
      {
        ...SENDS,
        destinations: [
          {
            ...SENDS.destinations[0]!,
            serverName: 'b.shop',
            serverIdentities: ['spiffe://a', 'spiffe://b'],
          },
        ],
      },
      'Gateways are asked for b.shop. Only these servers are accepted: spiffe://a, spiffe://b.',
    ],
    [
      { ...SENDS, unanswered: ['outbound|80|v2|a'] },
      'A part of the requests goes to outbound\\|80\\|v2\\|a, which has no endpoint',
    ],
  ])('has words for %j', (request, text) => {
    show({
      status: 'unconfirmed',
      why: { kind: 'undecided' },
      testimonies: [said(request)],
      servers: [],
    });

    expect(screen.getByText(new RegExp(text))).toBeVisible();
  });

  it.each<[TestifiedInbound, string]>([
    [{ kind: 'accepted' }, 'Requests over mutual TLS are taken.'],
    [{ kind: 'refused' }, 'Mutual TLS is not taken.'],
    [{ kind: 'denied', policies: ['a', 'b'] }, 'Requests are denied by a, b.'],
    [{ kind: 'denied', policies: [] }, 'No policy allows the requests.'],
    [{ kind: 'unread', what: 'filter x' }, 'Not interpreted: filter x.'],
  ])('has words for what a server does: %j', (inbound, text) => {
    const identity = 'spiffe://cluster.local/ns/shop/sa/client';
    show({
      status: 'confirmed',
      at: AT,
      testimonies: [said(SENDS)],
      unheard: 0,
      servers: [
        {
          proxy: { cluster: 'west', namespace: 'shop', pod: 'orders-1' },
          istiod: 'istiod-2',
          at: AT,
          requests: [{ identity, inbound }],
        },
      ],
    });

    expect(
      screen.getByText(`shop/orders-1, by istiod-2, for ${identity}: ${text}`),
    ).toBeVisible();
  });

  it('says what it means that istiod could not be asked, and who can help', () => {
    show({
      status: 'unconfirmed',
      why: {
        kind: 'not-asked',
        reason: { kind: 'no-istiod', message: 'no istiod of east runs' },
      },
      testimonies: [],
      servers: [],
    });

    expect(screen.getByText(/^The verdict rests on the objects/)).toBeVisible();
    expect(
      screen.getByText(/^For the platform team: Look whether istiod is scaled/),
    ).toBeVisible();
    expect(
      screen.getByText('In its words: no istiod of east runs.'),
    ).toBeVisible();
  });

  it.each<[Extract<Confirmation, { status: 'unconfirmed' }>['why'], string]>([
    [
      { kind: 'not-asked', reason: { kind: 'error', message: 'it is off' } },
      'Not confirmed: istiod could not be asked',
    ],
    [{ kind: 'no-client' }, 'Not confirmed: no proxy of such a client runs'],
    [
      { kind: 'server-side' },
      'Not confirmed: what decides is not in what istiod gives to the proxies',
    ],
  ])('says why it is not confirmed: %j', (why, text) => {
    show({ status: 'unconfirmed', why, testimonies: [], servers: [] });

    expect(screen.getByText(text)).toBeVisible();
  });
});
