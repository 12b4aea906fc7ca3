import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { readerManifests } from '../../readerObjects';
import { decodeReader } from './reader';

const FIELD_MANAGER = 'backstage-mesh-federation';

/** The five objects, made by us or by somebody else. */
function objects(options: {
  readonly own?: boolean;
  readonly change?: Readonly<Record<string, object>>;
}): readonly KubernetesObject[] {
  const { own = false, change = {} } = options;
  return readerManifests('with-secrets', ['istio']).map(({ ref, body }) => ({
    apiVersion: ref.apiVersion,
    kind: ref.kind,
    metadata: {
      name: ref.name,
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
      resourceVersion: '7',
      ...(own
        ? {
            labels: {
              'app.kubernetes.io/managed-by': 'backstage-mesh-federation',
              other: 'label',
            },
          }
        : {}),
      managedFields: [
        {
          manager: own ? FIELD_MANAGER : 'terraform',
          operation: own ? 'Apply' : 'Update',
        },
      ],
    },
    ...body,
    ...change[ref.kind],
  }));
}

const faultsOf = (found: ReturnType<typeof decodeReader>) =>
  found.objects.flatMap(({ fault }) => fault ?? []);

const everything = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];

describe('decodeReader', () => {
  it.each([true, false])('takes all five for complete, ours: %s', own => {
    const found = decodeReader(objects({ own }));

    expect(found).toMatchObject({ complete: true, secrets: true });
    expect(faultsOf(found)).toEqual([]);
  });

  it('keeps whose each object is, at which version, and what we would set', () => {
    const found = decodeReader(objects({ own: true }));

    expect(found.objects[2]).toMatchObject({
      object: { kind: 'ClusterRoleBinding' },
      resourceVersion: '7',
      ownership: { owner: 'self' },
      manifest: {
        kind: 'ClusterRoleBinding',
        roleRef: { name: 'mesh-federation-reader' },
      },
    });
    expect(JSON.stringify(found.objects[2].manifest)).not.toContain('other');
  });

  it('takes more rights for good in a role of others, and for drift in ours', () => {
    const change = { ClusterRole: { rules: everything } };

    expect(faultsOf(decodeReader(objects({ change })))).toEqual([]);
    expect(faultsOf(decodeReader(objects({ own: true, change })))).toEqual([
      'is not as this plugin makes it',
    ]);
  });

  it.each<[string, string, object, string]>([
    [
      'grants too little',
      'Role',
      {
        rules: [
          {
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: ['other'],
            verbs: ['get', 'list', 'watch'],
          },
        ],
      },
      'does not grant "get" on "configmaps istio"',
    ],
    [
      'binds another role',
      'ClusterRoleBinding',
      { roleRef: { kind: 'ClusterRole', name: 'view' } },
      'does not bind ClusterRole mesh-federation-reader',
    ],
    [
      'binds nobody',
      'RoleBinding',
      { subjects: null },
      'does not bind ServiceAccount mesh-federation-reader',
    ],
  ])('tells that an object of others %s', (_, kind, wrong, fault) => {
    const found = decodeReader(objects({ change: { [kind]: wrong } }));

    expect(found.complete).toBe(false);
    expect(faultsOf(found)).toEqual([fault]);
  });

  it('is not complete when one is missing, or misses the mesh config of a revision', () => {
    const all = objects({ own: true });

    expect(decodeReader(all.slice(1)).complete).toBe(false);
    expect(decodeReader(all, ['istio', 'istio-canary']).complete).toBe(false);
  });
});
