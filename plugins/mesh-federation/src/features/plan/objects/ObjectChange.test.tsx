import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PATIENCE } from '../../../__testUtils__/renderPage';
import { ObjectChange } from './ObjectChange';

const MANIFEST = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'istio-system', name: 'mesh-federation' },
  data: { mesh: 'a: 1' },
};

function anUpdate(overrides: Partial<PlannedObject> = {}): PlannedObject {
  return {
    cluster: 'east',
    ref: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'istio-system',
      name: 'mesh-federation',
    },
    operation: 'update',
    before: { ...MANIFEST, data: { mesh: 'a: 0' } },
    after: MANIFEST,
    ...overrides,
  };
}

async function open(object: PlannedObject) {
  const user = userEvent.setup();
  renderInTestApp(<ObjectChange object={object} />);
  const trigger = await screen.findByRole(
    'button',
    { name: /ConfigMap istio-system\/mesh-federation/ },
    PATIENCE,
  );
  await user.click(trigger);
  return { user, trigger };
}

describe('ObjectChange', () => {
  jest.setTimeout(120_000);

  it('copies the difference and the YAML', async () => {
    const { user } = await open(anUpdate());
    const write = jest.spyOn(navigator.clipboard, 'writeText');

    await user.click(
      screen.getByRole('button', { name: 'Copy the difference' }),
    );
    await user.click(screen.getByRole('button', { name: 'Copy the YAML' }));

    const [[difference], [yaml]] = write.mock.calls;
    expect(difference).toContain('-   mesh: "a: 0"\n+   mesh: "a: 1"');
    expect(yaml).toMatch(/^apiVersion: v1\nkind: ConfigMap/);
  });

  it('saves the YAML under the name of the object', async () => {
    const links: HTMLAnchorElement[] = [];
    const blobs: Blob[] = [];
    URL.createObjectURL = blob => {
      blobs.push(blob as Blob);
      return 'blob:yaml';
    };
    URL.revokeObjectURL = () => {};
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function remember(this: HTMLAnchorElement) {
        links.push(this);
      });
    const { user } = await open(anUpdate());

    await user.click(screen.getByRole('button', { name: 'Download the YAML' }));

    expect(links.map(link => link.download)).toEqual([
      'east-ConfigMap-mesh-federation.yaml',
    ]);
    expect(blobs[0].size).toBeGreaterThan(0);
    click.mockRestore();
  });

  it('says that nothing changes in an object that is as wanted', async () => {
    const { trigger } = await open(anUpdate({ before: MANIFEST }));

    expect(trigger).toHaveTextContent('no change');
    expect(screen.getByText('Nothing in it changes.')).toBeInTheDocument();
  });

  it('calls nothing added in an object that was not read', async () => {
    const { before, ...object } = anUpdate();
    const { trigger } = await open(object);

    expect(trigger).not.toHaveTextContent('added');
    expect(
      screen.getByText(/How it is now was not read when the plan was made/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('insertion')).not.toBeInTheDocument();
  });

  it('shows what goes with an object that is deleted', async () => {
    const { after, ...object } = anUpdate({ operation: 'delete' });
    await open({ ...object, before: MANIFEST });

    expect(screen.getAllByRole('deletion').map(l => l.textContent)).toContain(
      'kind: ConfigMap',
    );
    expect(
      screen.getByRole('button', { name: 'Copy the YAML' }),
    ).toBeInTheDocument();
  });

  it('names the fields that are left to others', async () => {
    await open(anUpdate({ left: ['.data.mesh'] }));

    expect(
      screen.getByText('Left as they are, because others own them: .data.mesh'),
    ).toBeInTheDocument();
  });
});
