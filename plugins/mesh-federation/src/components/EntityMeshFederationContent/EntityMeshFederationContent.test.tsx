import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aFinding } from '../../__testUtils__/aFinding';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { anEntityMesh } from '../../__testUtils__/anEntityMesh';
import {
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../../__testUtils__/anOverview';
import { aResponseError } from '../../__testUtils__/aResponseError';
import { aTrustReport } from '../../__testUtils__/aTrustReport';
import { PATIENCE } from '../../__testUtils__/renderPage';
import { meshFederationApiRef } from '../../api';
import plugin from '../../plugin';
import { formatFingerprint } from '../../view/formatFingerprint';

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'web',
    annotations: { 'backstage.io/kubernetes-id': 'web' },
  },
  spec: { type: 'service' },
};

function renderTab(
  getEntityMesh: () => Promise<EntityMesh>,
  entity: Entity = component,
) {
  const api = aMockApi({ getEntityMesh });
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      plugin.getExtension('entity-content:mesh-federation'),
    ],
    apis: [[meshFederationApiRef, api], mockApis.permission()],
  });
  return api;
}

const card = (name: string) => screen.findByRole('article', { name }, PATIENCE);

describe('EntityMeshFederationContent', () => {
  jest.setTimeout(120_000);

  it('asks for the mesh of its entity', async () => {
    const api = renderTab(async () => anEntityMesh());

    await card('east');
    expect(api.getEntityMesh).toHaveBeenCalledWith({
      kind: 'Component',
      namespace: 'default',
      name: 'web',
    });
  });

  it('appears on the Resource of a cluster', async () => {
    renderTab(async () => anEntityMesh({ matchedBy: 'cluster' }), {
      ...component,
      kind: 'Resource',
      metadata: { name: 'east' },
      spec: { type: 'kubernetes-cluster' },
    });

    expect(await card('east')).toBeInTheDocument();
  });

  it('does not appear on an entity that names no Kubernetes objects', async () => {
    const api = renderTab(async () => anEntityMesh(), {
      ...component,
      metadata: { name: 'web' },
    });

    expect(
      await screen.findByTestId('empty-entity-page', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(api.getEntityMesh).not.toHaveBeenCalled();
  });

  it('shows mesh, root, trust in both directions, sync and age of the cluster where it runs', async () => {
    const report = aTrustReport(['east', 'west'], from =>
      from === 'east' ? ['verified', 'synced'] : ['broken', 'not-synced'],
    );
    renderTab(async () =>
      anEntityMesh({ trust: report.trust, discovery: report.discovery }),
    );

    const east = within(await card('east'));
    const { short, full } = formatFingerprint(
      anOverview('east').roots[0].fingerprint,
    );
    expect(east.getByText('mesh1')).toBeInTheDocument();
    expect(east.getByText('sample/web')).toBeInTheDocument();
    expect(east.getByText(short)).toHaveAttribute('title', full);
    expect(east.getByText(/^Facts from \d+ s ago$/)).toBeInTheDocument();
    const west = within(east.getByRole('row', { name: /^west/ }));
    expect(west.getAllByRole('cell').map(cell => cell.textContent)).toEqual([
      expect.stringMatching(/^Verified/),
      expect.stringMatching(/^Broken/),
      expect.stringMatching(/^Synced/),
      expect.stringMatching(/^Not synced/),
    ]);
  });

  it('copies the full fingerprint', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderTab(async () => anEntityMesh());
    const east = within(await card('east'));

    await user.click(
      east.getByRole('button', { name: 'Copy the full fingerprint of east' }),
    );

    expect(write).toHaveBeenCalledWith(
      formatFingerprint(anOverview('east').roots[0].fingerprint).full,
    );
    expect(
      await east.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
  });

  it('gives the fingerprint to read where the browser lets nobody copy', async () => {
    const user = userEvent.setup();
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new Error('not allowed'));
    renderTab(async () => anEntityMesh());
    const east = within(await card('east'));

    await user.click(
      east.getByRole('button', { name: 'Copy the full fingerprint of east' }),
    );

    const { full } = formatFingerprint(anOverview('east').roots[0].fingerprint);
    expect(
      await east.findByRole('button', { name: `It is ${full}` }),
    ).toBeInTheDocument();
  });

  it('shows findings with what to do', async () => {
    const finding = aFinding();
    renderTab(async () => anEntityMesh({ findings: [finding] }));

    expect(
      await screen.findByText(finding.fix, { exact: false }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    renderTab(() => new Promise(() => {}));

    expect(
      await screen.findByText('Loading…', {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it.each([
    ['backstage.io/kubernetes-id', anEntityMesh({ matchedBy: 'none' })],
    [
      'No observed cluster has a Service',
      anEntityMesh({
        presence: [{ cluster: 'east', presence: 'absent', services: [] }],
      }),
    ],
    [
      'knows no cluster of this name',
      anEntityMesh({ matchedBy: 'cluster', presence: [] }),
    ],
  ])(
    'says what to do when there is nothing to show: %s',
    async (text, mesh) => {
      renderTab(async () => mesh);

      expect(
        await screen.findByText(text, { exact: false }, PATIENCE),
      ).toBeInTheDocument();
    },
  );

  it('offers to try again after an error', async () => {
    const user = userEvent.setup();
    const answers = [
      () => Promise.reject(new Error('the backend is away')),
      async () => anEntityMesh(),
    ];
    renderTab(() => answers.shift()!());

    expect(await screen.findByRole('alert', {}, PATIENCE)).toHaveTextContent(
      'the backend is away',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await card('east')).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const error = await aResponseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    renderTab(() => Promise.reject(error));

    expect(
      await screen.findByText(/mesh-federation.entity.read/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('labels stale facts with their age and the reason', async () => {
    renderTab(async () => anEntityMesh({ clusters: [aStaleOverview('east')] }));

    const east = within(await card('east'));
    expect(east.getByText('Stale: facts from 3 h ago')).toBeInTheDocument();
    expect(east.getByText(/ECONNREFUSED/)).toBeInTheDocument();
  });

  it('shows a cluster of which nothing is known as unknown, with the reason', async () => {
    const report = aTrustReport(['east', 'south'], () => [
      'unknown',
      'unknown',
    ]);
    renderTab(async () =>
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
    );

    const south = within(await card('south'));
    expect(south.getByText('no answer within 10 s')).toBeInTheDocument();
    expect(
      south.getByText('Services of south were not observed.'),
    ).toBeInTheDocument();
    expect(south.queryByText('Verified')).not.toBeInTheDocument();
    expect(south.getAllByText('Unknown').length).toBeGreaterThan(4);
  });
});
