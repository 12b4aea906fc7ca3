import { createMockDirectory } from '@backstage/backend-test-utils';
import { setUp } from '../__testUtils__/setUp';
import { createProposeAction } from './createProposeAction';

const ISTIOD = {
  cluster: 'east',
  kind: 'Deployment' as const,
  namespace: 'istio-system',
  name: 'istiod',
  env: { ISTIO_MULTIROOT_MESH: 'true' },
};
const MESH = {
  ...ISTIOD,
  kind: 'ConfigMap' as const,
  name: 'istio',
  caCertificates: [{ pem: 'WEST' }],
};
const INPUT = {
  proposals: [ISTIOD],
  cluster: 'east',
  path: 'east/values.yaml',
};
const WRITTEN = 'pilot:\n  env:\n    ISTIO_MULTIROOT_MESH: "true"\n';

describe('mesh-federation:propose', () => {
  const workspace = createMockDirectory();
  const { run, calls } = setUp(createProposeAction, {});
  const workspacePath = workspace.path;

  beforeEach(() => workspace.clear());

  it.each([false, true])(
    'writes what the owner has to commit, and asks nobody (dry run: %s)',
    async isDryRun => {
      const { output, lines, failure } = await run(INPUT, {
        workspacePath,
        isDryRun,
      });

      expect(failure).toBeUndefined();
      expect(workspace.content()).toEqual({ east: { 'values.yaml': WRITTEN } });
      expect(output).toEqual({
        changed: true,
        objects: ['Deployment istio-system/istiod'],
        path: 'east/values.yaml',
      });
      expect(lines).toEqual([
        'info: east/values.yaml now says what Deployment istio-system/istiod of east becomes',
      ]);
      expect(calls).toEqual([]);
    },
  );

  it('changes nothing when it is tried again', async () => {
    await run(INPUT, { workspacePath });

    const { output } = await run(INPUT, { workspacePath });

    expect(output.changed).toBe(false);
    expect(workspace.content()).toEqual({ east: { 'values.yaml': WRITTEN } });
  });

  it.each([
    ['of other clusters', { cluster: 'west' }],
    ['for other objects', { kinds: ['Secret' as const] }],
  ])('leaves a file alone for what is proposed %s', async (_, more) => {
    workspace.setContent({ east: { 'values.yaml': '# theirs\n' } });

    const { output } = await run({ ...INPUT, ...more }, { workspacePath });

    expect(output).toEqual({
      changed: false,
      objects: [],
      path: 'east/values.yaml',
    });
    expect(workspace.content()).toEqual({
      east: { 'values.yaml': '# theirs\n' },
    });
  });

  it('takes only some objects for a file', async () => {
    const { output } = await run(
      { ...INPUT, proposals: [ISTIOD, MESH], kinds: ['ConfigMap'] },
      { workspacePath },
    );

    expect(output.objects).toEqual(['ConfigMap istio-system/istio']);
  });

  it('writes nowhere but into the workspace', async () => {
    const { failure } = await run(
      { ...INPUT, path: '../values.yaml' },
      { workspacePath },
    );

    expect(failure?.message).toContain("path: '../values.yaml' leads out");
  });
});
