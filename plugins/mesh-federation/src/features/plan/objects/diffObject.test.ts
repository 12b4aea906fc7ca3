import { diffObject } from './diffObject';

const ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'reader', labels: { team: 'mesh' } },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
};

describe('diffObject', () => {
  it('shows every line of a new object as added', () => {
    const diff = diffObject({
      operation: 'create',
      after: { kind: 'ConfigMap', data: { a: '1' } },
    });

    expect(diff.lines).toEqual([
      { kind: 'added', text: 'kind: ConfigMap' },
      { kind: 'added', text: 'data:' },
      { kind: 'added', text: '  a: "1"' },
    ]);
    expect(diff).toMatchObject({ basis: 'compared', added: 3, removed: 0 });
  });

  it('keeps what stays as context', () => {
    const diff = diffObject({
      operation: 'update',
      before: { kind: 'ConfigMap', data: { a: 'x' } },
      after: { kind: 'ConfigMap', data: { a: 'z' } },
    });

    expect(diff.lines).toEqual([
      { kind: 'context', text: 'kind: ConfigMap' },
      { kind: 'context', text: 'data:' },
      { kind: 'removed', text: '  a: x' },
      { kind: 'added', text: '  a: z' },
    ]);
  });

  it('finds no change in an object that is as wanted, however the API server keeps it', () => {
    const { apiVersion, kind, metadata, rules } = ROLE;
    const diff = diffObject({
      operation: 'update',
      before: {
        rules: [{ verbs: ['get'], resources: ['pods'], apiGroups: [''] }],
        metadata: {
          uid: 'f3b1',
          resourceVersion: '1234',
          generation: 2,
          creationTimestamp: '2026-03-04T12:00:00Z',
          managedFields: [{ manager: 'backstage-mesh-federation' }],
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
          },
          ...metadata,
        },
        kind,
        apiVersion,
        status: { observedGeneration: 2 },
      },
      after: { apiVersion, kind, metadata: { ...metadata }, rules },
    });

    expect(diff).toMatchObject({ basis: 'compared', added: 0, removed: 0 });
  });

  it('shows a right that is taken away as one line', () => {
    const more = [{ ...ROLE.rules[0], resources: ['pods', 'secrets'] }];
    const diff = diffObject({
      operation: 'update',
      before: { ...ROLE, rules: more },
      after: ROLE,
    });

    expect(diff.lines.filter(line => line.kind !== 'context')).toEqual([
      { kind: 'removed', text: '      - secrets' },
    ]);
  });

  it('does not call all of an object added when it was not read before', () => {
    const diff = diffObject({ operation: 'update', after: ROLE });

    expect(diff).toMatchObject({ basis: 'unread', added: 0, removed: 0 });
    expect(new Set(diff.lines.map(line => line.kind))).toEqual(
      new Set(['context']),
    );
  });

  it('shows every line of a deleted object as removed', () => {
    expect(
      diffObject({ operation: 'delete', before: { kind: 'Secret' } }),
    ).toEqual({
      basis: 'compared',
      lines: [{ kind: 'removed', text: 'kind: Secret' }],
      added: 0,
      removed: 1,
    });
  });

  it('does not fold long values', () => {
    const long = 'word '.repeat(60).trim();

    expect(
      diffObject({ operation: 'create', after: { long } }).lines,
    ).toHaveLength(1);
  });
});
