import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { WitnessProblem } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen } from '@testing-library/react';
import { witnessTexts } from '../../translation/witnessTexts';
import { WitnessProblemNote } from './WitnessProblemNote';

const DOCS = readFileSync(
  resolve(__dirname, '../../../../../docs/reachability.md'),
  'utf8',
).replaceAll('`', '');

const message = 'these very words';

const PROBLEMS: { readonly [K in WitnessProblem['kind']]: WitnessProblem } = {
  forbidden: {
    kind: 'forbidden',
    message,
    verb: 'create',
    resource: 'pods/portforward',
    namespace: 'istio-system',
  },
  'no-istiod': { kind: 'no-istiod', message },
  'not-connected': { kind: 'not-connected', message },
  'no-upgrade': { kind: 'no-upgrade', message },
  'cut-off': { kind: 'cut-off', message },
  'too-long': { kind: 'too-long', message },
  timeout: { kind: 'timeout', message },
  unreachable: { kind: 'unreachable', message },
  error: { kind: 'error', message },
  unsupported: { kind: 'unsupported', message },
  'not-observed': { kind: 'not-observed', message },
};

describe.each(Object.values(PROBLEMS))('WitnessProblemNote: $kind', problem => {
  const { why, next } = witnessTexts.witness.problem[problem.kind];

  it('says to whoever looks at an answer that it stands, and who can do what', () => {
    renderInTestApp(<WitnessProblemNote problem={problem} reader="anybody" />);

    expect(screen.getByText(why)).toBeVisible();
    expect(
      screen.getByText(/^The verdict rests on the objects alone/),
    ).toBeVisible();
    expect(screen.getByText(`For the platform team: ${next}`)).toBeVisible();
    expect(screen.getByText('In its words: these very words.')).toBeVisible();
  });

  it('tells the platform team what to do', () => {
    renderInTestApp(
      <WitnessProblemNote problem={problem} reader="platform-team" />,
    );

    expect(screen.getByText(why)).toBeVisible();
    expect(screen.getByText(next)).toBeVisible();
    expect(screen.queryByText(/^For the platform team/)).toBeNull();
  });

  it('is told in the documentation', () => {
    expect(DOCS).toContain(why);
    expect(DOCS).toContain(next);
  });
});
