import { aFederation } from '@mesh-federation/fixtures';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aBlockingFinding, aFinding } from '../__testUtils__/aFinding';
import { aMockApi } from '../__testUtils__/aMockApi';
import { anOverview } from '../__testUtils__/anOverview';
import { aPlan } from '../__testUtils__/aPlan';
import { aResponseError } from '../__testUtils__/aResponseError';
import { PATIENCE } from '../__testUtils__/renderPage';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';

expect.extend(toHaveNoViolations);

const JOINING = { clustersParameter: 'clusters' };
const LEAVING = { clustersParameter: 'clusters', change: 'leave' };

function open(
  options: {
    uiOptions?: object;
    values?: { federation?: string; clusters?: string[] };
    api?: Partial<MeshFederationApi>;
  } = {},
) {
  const api = aMockApi({
    listFederations: async () => ({
      items: [
        aFederation(['east', 'west'], { name: 'demo' }),
        aFederation('abcdefg'.split(''), { name: 'shop' }),
      ],
    }),
    listClusters: async () => ({
      items: ['east', 'west', 'north'].map(name =>
        anOverview(name, {
          federations: name === 'north' ? [] : ['demo'],
        }),
      ),
    }),
    ...options.api,
  });
  return {
    api,
    ...renderTemplateForm({
      api,
      required: ['federation'],
      properties: {
        federation: {
          title: 'Federation',
          description: 'Its name.',
          type: 'string',
          'ui:field': 'MeshFederationPicker',
          'ui:options': { ...(options.uiOptions ?? JOINING) },
        },
        clusters: { type: 'array', items: { type: 'string' } },
      },
      values: { ...options.values },
    }),
  };
}

const box = () =>
  screen.findByRole('combobox', { name: /Federation/ }, PATIENCE);
const note = () => screen.getAllByRole('status').map(item => item.textContent);

describe('MeshFederationPicker', () => {
  jest.setTimeout(120_000);

  it('takes a federation that exists with the keyboard, and shows its members', async () => {
    const { user, review, create } = open();
    expect(await box()).toHaveAccessibleDescription('Its name.');

    await user.tab();
    expect(await box()).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual([
      'demoMembers: east, west.',
      'shopMembers: a, b, c, d, e and 2 more.',
    ]);
    await user.keyboard('{ArrowDown}{Enter}');

    expect(await box()).toHaveValue('shop');
    expect(note()).toContain('Members: a, b, c, d, e and 2 more.');
    await review();
    expect(await create()).toEqual({ federation: 'shop', clusters: [] });
  });

  it('takes the name of a new one', async () => {
    const { user, review, create } = open();

    await user.type(await box(), 'fresh');
    await user.tab();

    expect(await box()).toHaveValue('fresh');
    expect(note()).toContain(
      'There is no federation of this name yet: it will be created.',
    );
    await review();
    expect(await create()).toEqual({ federation: 'fresh', clusters: [] });
  });

  it('offers what is typed as a new one, below what exists', async () => {
    const { user, review, create } = open();

    await user.type(await box(), 'mo');

    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual([
      'demoMembers: east, west.',
      'moThere is no federation of this name yet: it will be created.',
    ]);
    await user.keyboard('{ArrowUp}{Enter}');
    expect(await box()).toHaveValue('mo');
    await review();
    expect(await create()).toEqual({ federation: 'mo', clusters: [] });
  });

  it('opens no empty list where there is no federation', async () => {
    const { user } = open({
      api: { listFederations: async () => ({ items: [] }) },
    });
    expect(await box()).toBeVisible();

    await user.tab();

    expect(await box()).toHaveFocus();
    expect(await box()).toHaveAttribute('aria-expanded', 'false');
    expect(note()).toContain('There is no federation yet.');
    await user.keyboard('first');
    expect(await screen.findByRole('option')).toHaveTextContent(/^first/);
  });

  it('offers no new one to leave', async () => {
    const { user } = open({ uiOptions: LEAVING });

    await user.type(await box(), 'mo');

    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['demoMembers: east, west.']);
  });

  it('asks for a name', async () => {
    const { user, review } = open({ values: { federation: 'demo' } });

    await user.clear(await box());
    await user.tab();
    await review();

    expect(
      (await screen.findAllByText(/must have required property/)).length,
    ).toBeGreaterThan(0);
    expect(await box()).toBeInvalid();
  });

  it('tries a plan with old and new members', async () => {
    const { api, review } = open({
      values: { federation: 'demo', clusters: ['north'] },
    });
    await box();

    await review();

    await screen.findByRole('button', { name: 'Create' });
    expect(api.previewPlan).toHaveBeenCalledWith('demo', {
      kind: 'join',
      members: ['east', 'north', 'west'],
    });
  });

  it.each([
    [['west'], { kind: 'leave', clusters: ['west'] }],
    [[], { kind: 'leave' }],
  ])('tries a plan with which %j leave', async (clusters, request) => {
    const { api, review } = open({
      uiOptions: LEAVING,
      values: { federation: 'demo', clusters },
    });
    await box();

    await review();

    await screen.findByRole('button', { name: 'Create' });
    expect(api.previewPlan).toHaveBeenCalledWith('demo', request);
  });

  it('leaves what is wrong with the clusters to their field', async () => {
    const { api, review } = open({
      values: { federation: 'demo', clusters: ['east'] },
    });
    await box();

    await review();

    await screen.findByRole('button', { name: 'Create' });
    expect(api.previewPlan).not.toHaveBeenCalled();
  });

  it('tells the findings that stand in the way, with their fixes', async () => {
    const blocking = aBlockingFinding();
    const { review } = open({
      values: { federation: 'demo', clusters: ['north'] },
      api: {
        previewPlan: async () =>
          aPlan({
            status: 'blocked',
            findings: [
              aFinding(),
              ...[1, 2, 3, 4].map(number => ({
                ...blocking,
                message: `Number ${number}.`,
              })),
            ],
          }),
      },
    });
    await box();

    await review();

    const { code, fix } = blocking;
    for (const text of [
      `${code}: Number 1. ${fix}`,
      `${code}: Number 3. ${fix}`,
      '1 more finding stands in the way.',
    ]) {
      expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
    }
    expect(await box()).toBeInvalid();
    expect(await box()).toHaveAccessibleDescription(/Number 1\./);
  });

  it.each([
    ['join', 'No_Name', /^Use lower-case letters, digits and hyphens/],
    ['leave', 'gone', 'There is no federation gone.'],
  ])('refuses for a %s the name %s', async (change, federation, text) => {
    const { review } = open({
      uiOptions: { change },
      values: { federation },
    });
    await box();

    await review();

    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
  });

  it('says why no plan could be tried', async () => {
    const { review } = open({
      values: { federation: 'demo', clusters: ['north'] },
      api: {
        previewPlan: async () => {
          throw await aResponseError(403, {
            name: 'NotAllowedError',
            message: 'Permission mesh-federation.plan.create is missing',
          });
        },
      },
    });
    await box();

    await review();

    expect(
      (
        await screen.findAllByText(
          'This could not be checked: Permission mesh-federation.plan.create is missing.',
        )
      ).length,
    ).toBeGreaterThan(0);
  });

  it('says that there is none to leave', async () => {
    open({
      uiOptions: LEAVING,
      api: { listFederations: async () => ({ items: [] }) },
    });
    await box();

    expect(note()).toContain('There is no federation yet.');
  });

  it.each([
    [
      'a failure',
      async () => {
        throw new Error('It is away');
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
  ])('shows %s', async (_, listFederations, text) => {
    open({ api: { listFederations } });

    expect(await screen.findByText(text, {}, PATIENCE)).toBeInTheDocument();
  });

  it('has nothing that axe objects to', async () => {
    const { container, user } = open({ values: { federation: 'demo' } });
    await box();
    expect(await axe(container)).toHaveNoViolations();

    await user.type(await box(), '{ArrowDown}');
    await screen.findAllByRole('option');
    expect(await axe(container)).toHaveNoViolations();
  });
});
