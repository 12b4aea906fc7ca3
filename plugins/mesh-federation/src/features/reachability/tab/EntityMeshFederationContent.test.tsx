import {
  finding,
  fingerprintText,
  optional,
  shortFingerprint,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aFinding } from '../../../__testUtils__/aFinding';
import { anEntityMesh } from '../../../__testUtils__/anEntityMesh';
import {
  aCell,
  aService,
  anEntityReachability,
  explain,
} from '../../../__testUtils__/anEntityReachability';
import {
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../../../__testUtils__/anOverview';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import { aTrustReport } from '../../../__testUtils__/aTrustReport';
import {
  renderEntityTab,
  shownQuery,
} from '../../../__testUtils__/renderEntityTab';
import { PATIENCE } from '../../../__testUtils__/renderPage';

expect.extend(toHaveNoViolations);

type Reachability = ReturnType<typeof anEntityReachability>;

const showing = (overrides: Partial<Reachability>) => ({
  getEntityReachability: async () => anEntityReachability(overrides),
});

const card = (name: string) => screen.findByRole('article', { name }, PATIENCE);
const text = (words: string | RegExp) => screen.findByText(words, {}, PATIENCE);
const heading = (name: string) =>
  screen.findByRole('heading', { name }, PATIENCE);

const absent = (cluster: string) =>
  ({ cluster, presence: 'absent', services: [] } as const);
const unseen = (cluster: string) =>
  ({
    cluster,
    presence: 'unknown',
    services: [],
    reason: 'connect ECONNREFUSED',
  } as const);

describe('EntityMeshFederationContent', () => {
  jest.setTimeout(120_000);

  it('asks for its entity', async () => {
    const { api } = await renderEntityTab();
    const ref = { kind: 'Component', namespace: 'default', name: 'orders' };

    expect(api.getEntityReachability).toHaveBeenCalledWith(ref);
    expect(api.getEntityMesh).toHaveBeenCalledWith(ref);
  });

  it('asks for the client that the reader chooses, and keeps it in the address', async () => {
    const user = userEvent.setup();
    const { api } = await renderEntityTab();
    const ref = { kind: 'Component', namespace: 'default', name: 'orders' };

    await user.type(
      await screen.findByRole(
        'textbox',
        { name: 'Namespace of the client' },
        PATIENCE,
      ),
      'shop',
    );
    await user.type(
      screen.getByRole('textbox', { name: 'Workload of the client' }),
      'web',
    );
    await user.click(
      screen.getByRole('button', { name: 'Show for this client' }),
    );

    expect(
      await text('Shown for requests of shop/web; fixes let it in.'),
    ).toBeInTheDocument();
    expect(api.getEntityReachability).toHaveBeenLastCalledWith(ref, {
      clientNamespace: 'shop',
      clientWorkload: 'web',
    });
    expect(shownQuery()).toMatchObject({
      clientNamespace: 'shop',
      clientWorkload: 'web',
    });

    await user.click(
      screen.getByRole('button', { name: 'Show for any client' }),
    );

    expect(shownQuery()).toEqual({ clientNamespace: '' });
    expect(api.getEntityReachability).toHaveBeenLastCalledWith(ref);
  });

  it('shows what would be without the endpoints of a cluster, and says so, until it is ended', async () => {
    const user = userEvent.setup();
    const { api } = await renderEntityTab({
      query: '?service=shop%2Forders&port=80&from=west&to=east',
      answers: {
        getEntityReachability: async (_, filter = {}) =>
          filter.from && filter.to
            ? explain(anEntityReachability(), filter)
            : anEntityReachability(),
      },
    });
    const ref = { kind: 'Component', namespace: 'default', name: 'orders' };

    await user.click(
      await screen.findByRole(
        'button',
        { name: /And if a cluster is gone\?/ },
        PATIENCE,
      ),
    );
    await user.click(
      screen.getByRole('option', { name: 'Without the endpoints of east' }),
    );

    expect(await text('What if: no endpoint in east')).toBeInTheDocument();
    expect(screen.getByText(/^This is not so now\./)).toBeInTheDocument();
    expect(
      await text(
        'What would be without the endpoints of east: istiod was not asked.',
      ),
    ).toBeInTheDocument();
    expect(api.getEntityReachability).toHaveBeenCalledWith(ref, {
      without: 'east',
    });
    expect(api.getEntityReachability).toHaveBeenLastCalledWith(ref, {
      from: 'west',
      to: 'east',
      port: 80,
      service: 'shop/orders',
      without: 'east',
    });
    expect(shownQuery()).toMatchObject({ without: 'east', from: 'west' });

    await user.click(
      screen.getByRole('button', { name: 'Show what is so now' }),
    );

    expect(screen.queryByText(/^What if/)).not.toBeInTheDocument();
    expect(shownQuery()).not.toHaveProperty('without');
  });

  describe('of a reader who owns clients', () => {
    const ref = { kind: 'Component', namespace: 'default', name: 'orders' };
    const answers = {
      getEntityMesh: async () =>
        anEntityMesh({
          ownClients: [
            {
              entityRef: 'component:default/web',
              namespace: 'shop',
              workload: 'web',
            },
            { entityRef: 'component:default/cart', namespace: 'cart' },
          ],
        }),
    };

    it('asks about the first of them, and about any client once that is chosen', async () => {
      const user = userEvent.setup();
      const { api } = await renderEntityTab({ answers });

      expect(
        await text(
          'Shown for requests of shop/web, which you own; fixes let it in.',
        ),
      ).toBeInTheDocument();
      expect(api.getEntityReachability).toHaveBeenLastCalledWith(ref, {
        clientNamespace: 'shop',
        clientWorkload: 'web',
      });

      await user.click(
        screen.getByRole('button', { name: 'Show for any client' }),
      );

      expect(
        await text('Shown for any workload with a sidecar.'),
      ).toBeInTheDocument();
      expect(api.getEntityReachability).toHaveBeenLastCalledWith(ref);
    });

    it.each([
      ['?clientNamespace=pay', { clientNamespace: 'pay' }],
      [
        '?service=shop%2Forders&port=80',
        { service: 'shop/orders', port: '80' },
      ],
    ])('leaves the address %s as it is', async (query, shown) => {
      await renderEntityTab({ answers, query });
      await screen.findByRole('grid', {}, PATIENCE);

      expect(shownQuery()).toEqual(shown);
    });
  });

  it('says in words from where it is reachable, from where not and why, and how old that is', async () => {
    await renderEntityTab();

    expect(
      await heading(
        'orders is not reachable from west, and reachable over mutual TLS from east and north.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'From west it is not: west does not trust the root of east.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /^Found in east\. Not in north, west\. The oldest fact is from \d+ (s|min) ago\.$/,
      ),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'orders is reachable over mutual TLS from all 3 clusters.',
      aService('orders'),
    ],
    [
      'orders is reachable over mutual TLS from east, the only cluster.',
      aService('orders', { clusters: ['east'] }),
    ],
    [
      'orders is not reachable from any cluster.',
      aService('orders', { judge: () => 'blocked' }),
    ],
    [
      'It is unknown from where orders is reachable.',
      aService('orders', { judge: () => 'unknown' }),
    ],
    [
      'orders is reachable in plaintext from east, the only cluster.',
      {
        ...aService('orders', { clusters: ['east'] }),
        cells: [
          aCell('east', 'east', 'reachable', {
            security: { kind: 'plaintext' },
          }),
        ],
      },
    ],
  ])('says: %s', async (sentence, item) => {
    await renderEntityTab({ answers: showing({ items: [item] }) });

    expect(await heading(sentence)).toBeInTheDocument();
  });

  it('says which cluster does not answer and since when, and keeps what is known of the others', async () => {
    await renderEntityTab({
      answers: {
        ...showing({
          items: [
            aService('orders', {
              providers: ['east', 'west'],
              judge: (client, provider) =>
                [client, provider].includes('west') ? 'unknown' : 'reachable',
            }),
          ],
        }),
        getEntityMesh: async () =>
          anEntityMesh({
            clusters: [anOverview('east'), aStaleOverview('west')],
          }),
      },
    });

    expect(
      await text(
        'west does not answer; it did 3 h ago. What rests on it is unknown.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^From west it is unknown: PeerAuthentications/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /^From east, north it is unknown in west: PeerAuthentications/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /^From north to east: Reachable/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /^From north to west: Unknown/ }),
    ).toBeInTheDocument();
  });

  it('says that a cluster never answered', async () => {
    await renderEntityTab({
      answers: {
        getEntityMesh: async () =>
          anEntityMesh({ clusters: [anUnknownOverview('south')] }),
      },
    });

    expect(
      await text('south never answered. What rests on it is unknown.'),
    ).toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    await renderEntityTab({
      answers: { getEntityReachability: () => new Promise(() => {}) },
    });

    expect(screen.getByText('Loading…')).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('offers to try again after an error', async () => {
    const user = userEvent.setup();
    const answers = [
      () => Promise.reject(new Error('the backend is away')),
      async () => anEntityReachability(),
    ];
    await renderEntityTab({
      answers: { getEntityReachability: () => answers.shift()!() },
    });

    expect(await screen.findByRole('alert', {}, PATIENCE)).toHaveTextContent(
      'the backend is away',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('grid')).toBeInTheDocument();
  });

  it('names the permission that is missing, once', async () => {
    const error = await aResponseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    await renderEntityTab({
      answers: {
        getEntityReachability: () => Promise.reject(error),
        getEntityMesh: () => Promise.reject(error),
      },
    });

    await text(/mesh-federation.entity.read/);
    expect(screen.getAllByText(/mesh-federation.entity.read/)).toHaveLength(1);
  });

  it('shows who reaches it when it is not known where it runs, and the other way round', async () => {
    await renderEntityTab({
      answers: {
        getEntityMesh: () => Promise.reject(new Error('mesh is away')),
      },
    });

    expect(await text('mesh is away')).toBeInTheDocument();
    expect(screen.getByRole('grid')).toBeInTheDocument();
  });

  it('says which annotations are missing, ready to copy', async () => {
    await renderEntityTab({
      answers: showing({ matchedBy: 'none', items: [], presence: [] }),
    });

    await heading('orders does not say which Services are its own.');
    expect(
      screen.getByRole('group', { name: 'catalog-info.yaml' }),
    ).toHaveTextContent('annotations: backstage.io/kubernetes-id: orders');
    expect(
      screen.getByRole('group', { name: 'Each Service' }),
    ).toHaveTextContent('labels: backstage.io/kubernetes-id: orders');
  });

  it('says how nothing was found: selector, namespace, clusters and what to do', async () => {
    await renderEntityTab({
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'orders',
          annotations: {
            'backstage.io/kubernetes-label-selector': 'app in (orders, shop)',
            'backstage.io/kubernetes-namespace': 'sales',
          },
        },
      },
      answers: showing({
        matchedBy: 'label-selector',
        items: [],
        presence: [absent('east'), absent('west')],
      }),
    });

    await heading('No cluster has a Service of orders.');
    expect(screen.getByText('app in (orders, shop)')).toBeInTheDocument();
    expect(screen.getByText('sales')).toBeInTheDocument();
    expect(screen.getByText('east, west')).toBeInTheDocument();
    expect(
      screen.getByText(
        "kubectl get services --namespace sales --selector 'app in (orders, shop)'",
      ),
    ).toBeInTheDocument();
  });

  it('does not say that nothing matches when a cluster could not be looked in', async () => {
    await renderEntityTab({
      answers: showing({
        items: [],
        presence: [absent('east'), unseen('west')],
      }),
    });

    await heading(
      'It is unknown whether orders runs anywhere: west could not be looked in, and no other cluster has a Service of it.',
    );
    expect(screen.getByText('west: connect ECONNREFUSED')).toBeInTheDocument();
  });

  it.each([
    [{}, /No cluster was observed yet/],
    [
      { 'backstage.io/kubernetes-cluster': 'gone' },
      /names gone, which is not among the observed clusters/,
    ],
  ])('says that there is no cluster to look in: %j', async (more, words) => {
    await renderEntityTab({
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'orders',
          annotations: { 'backstage.io/kubernetes-id': 'orders', ...more },
        },
      },
      answers: showing({ items: [], presence: [] }),
    });

    await heading('There is no cluster in which to look for orders.');
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  describe('needs and has', () => {
    const broken = {
      entityRef: 'component:default/payments',
      relation: 'dependsOn',
      verdict: 'blocked',
      summary: 'payments is not reachable from north.',
      from: [
        {
          cluster: 'north',
          verdict: 'blocked',
          summary: 'north has no remote secret for east.',
          client: { cluster: 'north', namespace: 'shop', workload: 'orders' },
          service: { namespace: 'pay', name: 'payments' },
          port: 8443,
          provider: 'east',
          entityRef: 'component:default/payments',
          finding: finding('MF3001', {
            cluster: 'north',
            peer: 'east',
            message: 'north has no remote secret for east.',
            params: { federation: 'federation demo' },
          }),
        },
      ],
    } as const;

    it('lists needs in the order of the backend, with verdict, entity and where it breaks', async () => {
      await renderEntityTab({
        answers: showing({
          needs: [
            broken,
            {
              entityRef: 'api:default/prices',
              relation: 'consumesApi',
              verdict: 'reachable',
              summary: 'prices is reachable.',
              from: [],
            },
          ],
        }),
      });

      const needs = within(
        await screen.findByRole('list', { name: 'Needs and has' }, PATIENCE),
      );
      const [first, nested] = needs.getAllByRole('listitem');
      expect(first).toHaveTextContent(/^Blockeddepends on/);
      expect(nested).toHaveTextContent(
        /^From northBlockedpay\/payments port 8443 in east: north has no remote secret for east\.Why\?MF3001 What to do: Plan a join/,
      );
      expect(
        within(nested).getByRole('link', {
          name: 'Why? Explain north to east',
        }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/payments/mesh?service=pay%2Fpayments&port=8443&from=north&to=east&clientNamespace=shop&clientWorkload=orders#why',
      );
      expect(
        within(first).getByRole('link', { name: /payments/ }),
      ).toHaveAttribute('href', '/catalog/default/component/payments');
      expect(needs.getByText('consumes API')).toBeInTheDocument();
    });

    it('shows what it reaches and does not declare, all of it on demand', async () => {
      const user = userEvent.setup();
      await renderEntityTab({
        answers: showing({
          undeclared: Array.from({ length: 12 }, (_, index) => ({
            service: { namespace: 'shop', name: `other-${index}` },
            from: ['east', 'north'],
          })),
        }),
      });
      const list = within(
        await screen.findByRole(
          'list',
          { name: 'Reachable and not declared (12)' },
          PATIENCE,
        ),
      );
      expect(list.getAllByRole('listitem')).toHaveLength(10);

      await user.click(screen.getByRole('button', { name: 'Show all 12' }));

      expect(list.getAllByRole('listitem')[11]).toHaveTextContent(
        'shop/other-11from east, north',
      );
    });

    it('says what it may reach as well, for all that is known', async () => {
      await renderEntityTab({
        answers: showing({
          undeclared: [],
          undeclaredUnexamined: 1,
          undeclaredUnread: 2,
        }),
      });

      expect(
        await text('1 more Service was not looked at.'),
      ).toBeInTheDocument();
      expect(
        await text(/^The Kubernetes annotations of 2 entities cannot be read/),
      ).toBeInTheDocument();
    });

    it('says that nothing is declared', async () => {
      await renderEntityTab();

      expect(
        await text(/declares no dependency \(spec.dependsOn/),
      ).toBeInTheDocument();
    });
  });

  describe('of a System', () => {
    const system = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'shop' },
    };

    it('lists the components in the order of the backend', async () => {
      const { api } = await renderEntityTab({
        entity: system,
        answers: showing({
          matchedBy: 'none',
          items: [],
          parts: [
            {
              entityRef: 'component:default/orders',
              verdict: 'blocked',
              summary: 'Not from west.',
            },
            {
              entityRef: 'component:default/web',
              verdict: 'reachable',
              summary: 'From all clusters.',
            },
          ],
        }),
      });

      const parts = within(
        await screen.findByRole(
          'list',
          { name: 'Parts of this system' },
          PATIENCE,
        ),
      );
      expect(
        parts.getAllByRole('listitem').map(part => part.textContent),
      ).toEqual([
        expect.stringMatching(/^Blocked.*orders.*Not from west\.$/),
        expect.stringMatching(/^Reachable.*web.*From all clusters\.$/),
      ]);
      expect(
        screen.getByRole('heading', {
          name: '1 of 2 components of shop is not reachable from every cluster.',
        }),
      ).toBeInTheDocument();
      expect(api.getEntityMesh).not.toHaveBeenCalled();
    });

    it('says that it has none', async () => {
      await renderEntityTab({
        entity: system,
        answers: showing({ matchedBy: 'none', items: [] }),
      });

      expect(
        await heading('This system has no components that you may see'),
      ).toBeInTheDocument();
    });
  });

  describe('where it runs', () => {
    it('shows mesh, root, trust in both directions, sync and age of the cluster', async () => {
      const report = aTrustReport(['east', 'west'], from =>
        from === 'east' ? ['verified', 'synced'] : ['broken', 'not-synced'],
      );
      await renderEntityTab({
        answers: {
          getEntityMesh: async () =>
            anEntityMesh({ trust: report.trust, discovery: report.discovery }),
        },
      });

      const east = within(await card('east'));
      const [{ fingerprint }] = anOverview('east').roots;
      expect(east.getByText('mesh1')).toBeInTheDocument();
      expect(east.getByText('sample/web')).toBeInTheDocument();
      expect(east.getByText(shortFingerprint(fingerprint))).toHaveAttribute(
        'title',
        fingerprintText(fingerprint),
      );
      expect(
        east.getByText(/^Facts from \d+ (s|min) ago$/),
      ).toBeInTheDocument();
      const west = within(east.getByRole('row', { name: /^west/ }));
      expect(west.getAllByRole('cell').map(cell => cell.textContent)).toEqual([
        expect.stringMatching(/^east verifies itVerified/),
        expect.stringMatching(/^It verifies eastBroken/),
        expect.stringMatching(/^east discovers its endpointsSynced/),
        expect.stringMatching(/^It discovers endpoints of eastNot synced/),
      ]);
    });

    it('copies the full fingerprint of a root, and shows it where it cannot be copied', async () => {
      const user = userEvent.setup();
      const full = fingerprintText(anOverview('east').roots[0].fingerprint);
      const write = jest
        .spyOn(navigator.clipboard, 'writeText')
        .mockResolvedValueOnce()
        .mockRejectedValueOnce(new Error('not allowed'));
      await renderEntityTab();
      const east = within(await card('east'));

      await user.click(
        east.getByRole('button', { name: 'Copy the full fingerprint of east' }),
      );
      expect(write).toHaveBeenCalledWith(full);
      await user.click(await east.findByRole('button', { name: 'Copied' }));

      expect(
        await east.findByRole('button', { name: `It is ${full}` }),
      ).toBeInTheDocument();
    });

    it('shows findings with what to do', async () => {
      const known = aFinding();
      await renderEntityTab({
        answers: {
          getEntityMesh: async () => anEntityMesh({ findings: [known] }),
        },
      });

      expect(
        await screen.findByText(known.fix, { exact: false }, PATIENCE),
      ).toBeInTheDocument();
    });

    it('links the federation that a finding is in', async () => {
      await renderEntityTab({
        answers: {
          getEntityMesh: async () =>
            anEntityMesh({
              findings: [aFinding({ code: 'MF3001', peer: 'west' })],
            }),
        },
      });

      expect(
        await screen.findByRole('link', { name: 'demo' }, PATIENCE),
      ).toHaveAttribute('href', '/mesh-federation/federations/demo');
    });

    it('labels stale facts with their age and the reason', async () => {
      await renderEntityTab({
        answers: {
          getEntityMesh: async () =>
            anEntityMesh({ clusters: [aStaleOverview('east')] }),
        },
      });

      const east = within(await card('east'));
      expect(east.getByText('Stale: facts from 3 h ago')).toBeInTheDocument();
      expect(east.getByText(/ECONNREFUSED/)).toBeInTheDocument();
    });

    it('shows a cluster of which nothing is known as unknown, with the reason', async () => {
      const report = aTrustReport(['east', 'south'], () => [
        'unknown',
        'unknown',
      ]);
      await renderEntityTab({
        answers: {
          getEntityMesh: async () =>
            anEntityMesh({
              presence: [
                {
                  cluster: 'south',
                  presence: 'unknown',
                  services: [],
                  reason: 'Services of south were not observed.',
                },
              ],
              clusters: [anUnknownOverview('south')],
              trust: report.trust,
              discovery: report.discovery,
            }),
        },
      });

      const south = within(await card('south'));
      expect(south.getByText('no answer within 10 s')).toBeInTheDocument();
      expect(
        south.getByText('Services of south were not observed.'),
      ).toBeInTheDocument();
      expect(south.queryByText('Verified')).not.toBeInTheDocument();
      expect(south.getAllByText('Unknown').length).toBeGreaterThan(4);
    });
  });

  it.each([
    ['one Service', {}, '?service=shop/orders&port=80&from=west&to=east'],
    ['several', { items: [aService('orders'), aService('prices')] }, ''],
    ['no annotation', { matchedBy: 'none', items: [], presence: [] }, ''],
    ['no match', { items: [], presence: [absent('east')] }, ''],
  ] as const)(
    'breaks no rule of accessibility: %s',
    async (_name, overrides, query) => {
      await renderEntityTab({
        query,
        ...optional({
          answers: 'items' in overrides ? showing(overrides) : undefined,
        }),
      });
      await screen.findAllByRole('heading', {}, PATIENCE);

      // Colors cannot be seen here; a page of Backstage around it has the landmarks.
      expect(
        await axe(document.body, { rules: { region: { enabled: false } } }),
      ).toHaveNoViolations();
    },
  );
});
