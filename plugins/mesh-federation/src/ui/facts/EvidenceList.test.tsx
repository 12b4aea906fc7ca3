import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fingerprintText } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen } from '@testing-library/react';
import { PATIENCE } from '../../__testUtils__/renderPage';
import { EvidenceList } from './EvidenceList';

const A = 'ab'.repeat(32);
const B = '01'.repeat(32);

describe('EvidenceList', () => {
  it('writes fingerprints as the tables of roots do, and leaves other values alone', async () => {
    renderInTestApp(
      <EvidenceList
        evidence={[
          { field: 'roots', value: `${A} ${B}` },
          { field: 'image', value: `sha256:${A}0` },
        ]}
      />,
    );

    expect(
      await screen.findByText(
        `${fingerprintText(A)} ${fingerprintText(B)}`,
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(`sha256:${A}0`)).toBeInTheDocument();
  });
});
