import type { JsonObject } from '@backstage/types';
import { aFederation } from '@mesh-federation/fixtures';
import { screen } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { aMockApi } from '../__testUtils__/aMockApi';
import { anOverview } from '../__testUtils__/anOverview';
import { PATIENCE } from '../__testUtils__/renderPage';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';

expect.extend(toHaveNoViolations);

/** The first page of the form of an example. */
function firstPage(name: string): {
  required: string[];
  properties: JsonObject;
} {
  const file = resolve(
    __dirname,
    '../../../../examples/templates',
    `${name}.yaml`,
  );
  return parse(readFileSync(file, 'utf8')).spec.parameters[0];
}

function open(name: string) {
  const api = aMockApi({
    listFederations: async () => ({
      items: [aFederation(['east', 'west'], { name: 'demo' })],
    }),
    listClusters: async () => ({
      items: ['east', 'north', 'west'].map(cluster =>
        anOverview(cluster, {
          federations: cluster === 'north' ? [] : ['demo'],
        }),
      ),
    }),
  });
  return { api, ...renderTemplateForm({ ...firstPage(name), api }) };
}

describe('the forms of the example templates', () => {
  jest.setTimeout(120_000);

  it.each([
    [
      'join-clusters',
      { federation: 'demo', clusters: ['north'] },
      { kind: 'join', members: ['east', 'north', 'west'] },
    ],
    [
      'leave-mesh',
      { federation: 'demo', clusters: ['east'] },
      { kind: 'leave', clusters: ['east'] },
    ],
  ])(
    'fills in %s with the keyboard, and tries the plan',
    async (name, values, request) => {
      const { api, user, container, review, create } = open(name);
      await screen.findByRole('combobox', { name: /Federation/ }, PATIENCE);
      await screen.findAllByRole('checkbox', {}, PATIENCE);

      await user.tab();
      await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
      await user.tab();
      await user.keyboard(' ');
      expect(await axe(container)).toHaveNoViolations();
      await review();

      expect(await create()).toEqual(values);
      expect(api.previewPlan).toHaveBeenCalledWith('demo', request);
    },
  );
});
