import { observed } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from '@mesh-federation/fixtures';
import { act, screen, within } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aMockApi } from '../__testUtils__/aMockApi';
import {
  OBSERVED_AT,
  aStaleOverview,
  anOverview,
  anUnknownOverview,
} from '../__testUtils__/anOverview';
import { aResponseError } from '../__testUtils__/aResponseError';
import { PATIENCE } from '../__testUtils__/renderPage';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { TestSignals } from '../__testUtils__/TestSignals';

expect.extend(toHaveNoViolations);

const free = (name: string) => anOverview(name, { federations: [] });

const CLUSTERS = [
  free('east'),
  free('west'),
  anOverview('north', { federations: ['shop'] }),
];

/** Several clusters, for the federation of the parameter beside it. */
const SEVERAL = {
  title: 'Clusters',
  description: 'Those that join.',
  type: 'array',
  items: { type: 'string' },
  'ui:field': 'MeshClusterPicker',
  'ui:options': { federationParameter: 'federation' },
};

function open(
  options: {
    clusters?: typeof CLUSTERS;
    field?: object;
    federation?: string;
    chosen?: string | string[];
    signals?: TestSignals;
    listClusters?: () => Promise<{ items: typeof CLUSTERS }>;
  } = {},
) {
  const { clusters = CLUSTERS, federation, chosen, signals } = options;
  const api = aMockApi({
    listClusters: options.listClusters ?? (async () => ({ items: clusters })),
  });
  return {
    api,
    ...renderTemplateForm({
      api,
      signals,
      required: ['clusters'],
      properties: {
        federation: { title: 'Federation', type: 'string' },
        clusters: { ...SEVERAL, ...options.field },
      },
      values: {
        ...(federation !== undefined && { federation }),
        ...(chosen !== undefined && { clusters: chosen }),
      },
    }),
  };
}

const group = () => screen.findByRole('group', { name: /Clusters/ }, PATIENCE);
const boxes = async () =>
  within(await group())
    .getAllByRole('checkbox')
    .map(box => box.getAttribute('value'));
const cannot = () =>
  within(screen.getByRole('list', { name: 'These cannot be chosen' }))
    .getAllByRole('listitem')
    .map(item => item.textContent);

describe('MeshClusterPicker', () => {
  jest.setTimeout(120_000);

  it('offers the clusters with what people choose by', async () => {
    open();

    expect(await boxes()).toEqual(['east', 'west', 'north']);
    expect(await group()).toHaveAccessibleDescription('Those that join.');
    expect(
      screen.getByRole('checkbox', { name: 'east' }),
    ).toHaveAccessibleDescription(
      /^Istio 1\.31\.0 · network-east · root ([0-9A-F]{2}:?){8} Those that join\.$/,
    );
    expect(
      screen.getByRole('checkbox', { name: 'north' }),
    ).toHaveAccessibleDescription(/ · member of shop Those/);
  });

  it('is filled in with the keyboard alone', async () => {
    const { user, review, create } = open({ federation: 'demo' });
    await group();

    await user.tab();
    await user.tab();
    expect(screen.getByRole('checkbox', { name: 'east' })).toHaveFocus();
    await user.keyboard(' ');
    await user.tab();
    await user.keyboard(' ');
    await review();

    expect(await create()).toEqual({
      federation: 'demo',
      clusters: ['east', 'west'],
    });
  });

  it('chooses one where the parameter is one text', async () => {
    const { user, review, create } = open({ field: { type: 'string' } });
    await screen.findByRole('radiogroup', { name: /Clusters/ }, PATIENCE);

    await user.click(screen.getByRole('radio', { name: 'east' }));
    await user.keyboard('{ArrowDown}');
    await review();

    expect(await create()).toEqual({ clusters: 'west' });
  });

  it('says why a cluster cannot join', async () => {
    open({
      federation: 'shop',
      clusters: [
        ...CLUSTERS,
        anOverview('own', {
          federations: [],
          cluster: { name: 'own', authProvider: 'oidc', usable: false },
        }),
        { ...aStaleOverview('stale'), federations: [] },
        anUnknownOverview('dark'),
        anOverview('new', {
          federations: [],
          reachable: {
            status: 'unknown',
            reason: {
              kind: 'not-observed',
              message: 'the cluster was never observed',
            },
            at: OBSERVED_AT,
          },
        }),
        anOverview('bare', { federations: [], controlPlanes: [] }),
        anOverview('foreign', {
          federations: [],
          controlPlanes: anOverview('foreign').controlPlanes.map(plane => ({
            ...plane,
            certificateAuthority: 'external',
          })),
        }),
      ],
    });

    expect(await boxes()).toEqual(['east', 'west']);
    expect(cannot()).toEqual([
      'northIt is a member of shop already.',
      'ownIt needs a user’s own token (oidc), so that Backstage cannot observe it.',
      'staleIt does not answer: connect ECONNREFUSED 192.0.2.7:6443.',
      'darkIt does not answer: no answer within 10 s.',
      'newIt was not observed yet. Try again in a minute.',
      'bareNo control plane of Istio was seen in it.',
      'foreignAn external CA signs its workload certificates, for which nothing can be planned.',
    ]);
  });

  it('says that a chosen cluster has the root of another', async () => {
    const { pem, ...root } = aCertificate('common');
    open({
      chosen: ['west'],
      clusters: CLUSTERS.map(cluster => ({ ...cluster, roots: [root] })),
    });
    await group();

    expect(
      screen.getByRole('checkbox', { name: 'east' }),
    ).toHaveAccessibleDescription(
      /It has the same root as west: they verify each other\. /,
    );
    expect(
      screen.getByRole('checkbox', { name: 'west' }),
    ).not.toHaveAccessibleDescription(/same root/);
  });

  it('offers the members alone for a leave, also those that do not answer', async () => {
    open({
      federation: 'shop',
      clusters: [
        free('east'),
        anOverview('north', { federations: ['shop'] }),
      ].concat({ ...aStaleOverview('south'), federations: ['shop'] }),
      field: {
        'ui:options': { federationParameter: 'federation', change: 'leave' },
      },
    });

    expect(await boxes()).toEqual(['north', 'south']);
    expect(cannot()).toEqual(['eastIt is not a member of shop.']);
  });

  it.each([
    [
      { chosen: ['east'], federation: 'demo' },
      ['east alone is no federation. Choose a second cluster.'],
    ],
    [
      { chosen: ['north', 'gone'], federation: 'shop' },
      [
        'north: It is a member of shop already.',
        'gone is not a cluster of the Kubernetes plugin.',
      ],
    ],
    [{ chosen: ['east'], federation: 'shop' }, []],
    [{ chosen: ['east'] }, []],
    [{ chosen: 'east', field: { type: 'string' } }, []],
  ])('checks %j before the form goes on', async (options, problems) => {
    const { review } = open(options);
    await screen.findByText('Those that join.', {}, PATIENCE);

    await review();

    if (problems.length === 0) {
      await screen.findByRole('button', { name: 'Create' });
    }
    for (const problem of problems) {
      expect((await screen.findAllByText(problem)).length).toBeGreaterThan(0);
    }
  });

  it('lets go of a chosen cluster that cannot be chosen any more', async () => {
    const { user } = open({ chosen: ['north'], federation: 'shop' });
    const box = within(await group()).getByRole('checkbox', { name: 'north' });
    expect(box).toBeChecked();
    expect(box).toHaveAccessibleDescription(/a member of shop already/);

    await user.click(box);

    expect(
      screen.queryByRole('checkbox', { name: 'north' }),
    ).not.toBeInTheDocument();
    expect(cannot()).toEqual(['northIt is a member of shop already.']);
  });

  it('asks for a cluster, and says so to screen readers', async () => {
    const { review } = open({ federation: 'demo' });
    await group();

    await review();

    const text = 'Choose at least one cluster.';
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
    expect(await group()).toHaveAccessibleDescription(new RegExp(text));
    expect(screen.getByRole('checkbox', { name: 'east' })).toBeInvalid();
  });

  it('needs no cluster for a leave: then all members do', async () => {
    const { review, create } = open({
      federation: 'shop',
      field: {
        'ui:options': { federationParameter: 'federation', change: 'leave' },
      },
    });
    await group();

    await review();

    expect(await create()).toEqual({ federation: 'shop', clusters: [] });
  });

  it('needs none where it knows of no federation', async () => {
    const { review, create } = open({ field: { 'ui:options': {} } });
    await group();

    await review();

    expect(await create()).toEqual({ clusters: [] });
  });

  it('leaves one cluster to the schema of the template', async () => {
    const { review } = open({ field: { type: 'string' } });
    await screen.findByRole('radiogroup', { name: /Clusters/ }, PATIENCE);

    await review();

    expect(
      (await screen.findAllByText(/must have required property/)).length,
    ).toBeGreaterThan(0);
  });

  it('searches among many', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `cluster-${index}`);
    const { user } = open({ clusters: names.map(free) });
    await group();

    await user.type(
      screen.getByRole('searchbox', { name: 'Find a cluster' }),
      'ER-7',
    );
    expect(await boxes()).toEqual(['cluster-7']);
    await user.keyboard('7');
    expect(screen.getByRole('status')).toHaveTextContent(
      'No cluster has “ER-77” in its name.',
    );
  });

  it('shows what a new observation says', async () => {
    const signals = new TestSignals();
    const listClusters = jest
      .fn()
      .mockResolvedValueOnce({ items: CLUSTERS })
      .mockResolvedValue({ items: [...CLUSTERS, free('south')] });
    open({ signals, listClusters });
    await group();

    act(() => signals.send({ type: 'observation' }));

    expect(
      await screen.findByRole('checkbox', { name: 'south' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['no cluster', async () => ({ items: [] }), 'Backstage knows no clusters'],
    [
      'none that can be chosen',
      async () => ({ items: [anUnknownOverview('dark')] }),
      'No cluster can be chosen.',
    ],
    [
      'a failure',
      async () => {
        throw await aResponseError(503, {
          name: 'ServiceUnavailableError',
          message: 'It is away',
        });
      },
      'It is away',
    ],
    [
      'a lack of permission',
      async () => {
        throw await aResponseError(403, {
          name: 'NotAllowedError',
          message: 'Unauthorized',
        });
      },
      /mesh-federation\.topology\.read/,
    ],
    ['that it is loading', () => new Promise<never>(() => {}), 'Loading…'],
  ])('shows %s', async (_, listClusters, text) => {
    open({ listClusters });

    expect(await screen.findByText(text, {}, PATIENCE)).toBeInTheDocument();
  });

  it('says that the clusters could not be checked', async () => {
    const listClusters = jest
      .fn()
      .mockResolvedValueOnce({ items: CLUSTERS })
      .mockRejectedValue(new Error('away'));
    const { review } = open({ chosen: ['east'], listClusters });
    await group();

    await review();

    expect(
      (await screen.findAllByText('This could not be checked: away.')).length,
    ).toBeGreaterThan(0);
  });

  it('has nothing that axe objects to', async () => {
    const { container } = open({
      federation: 'shop',
      chosen: ['east'],
      clusters: [
        ...CLUSTERS,
        anUnknownOverview('dark'),
        anOverview('twin', {
          federations: [],
          reachable: observed(true, OBSERVED_AT),
        }),
      ],
    });
    await group();

    expect(await axe(container)).toHaveNoViolations();
  });
});
