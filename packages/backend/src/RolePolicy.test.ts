import { mockCredentials } from '@backstage/backend-test-utils';
import { meshFederationPermissions } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { APPROVERS, PLATFORM_ENGINEERS, RolePolicy } from './RolePolicy';

const policy = new RolePolicy();

function member(...groups: string[]) {
  const userEntityRef = 'user:default/somebody';
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] },
  };
}

async function granted(user?: ReturnType<typeof member>) {
  const names: string[] = [];
  for (const permission of meshFederationPermissions) {
    const { result } = await policy.handle({ permission }, user);
    if (result === 'ALLOW') {
      names.push(permission.name);
    }
  }
  return names;
}

const READ = ['mesh-federation.topology.read', 'mesh-federation.entity.read'];
const PLAN = [
  'mesh-federation.observation.create',
  'mesh-federation.federation.manage',
  'mesh-federation.plan.create',
];
const APPROVE = 'mesh-federation.plan.approve';
const CANCEL = 'mesh-federation.run.cancel';

describe('RolePolicy', () => {
  it.each([
    ['nobody', undefined, []],
    ['a developer', member(), READ],
    [
      'a platform engineer',
      member(PLATFORM_ENGINEERS),
      [...READ, ...PLAN, CANCEL],
    ],
    ['an approver', member(APPROVERS), [...READ, APPROVE, CANCEL]],
    [
      'somebody who is both',
      member(PLATFORM_ENGINEERS, APPROVERS),
      [...READ, ...PLAN, APPROVE, CANCEL],
    ],
  ])('grants %s just what the role needs', async (_role, user, names) => {
    expect(await granted(user)).toEqual(names);
  });

  it('keeps the Kubernetes proxy, which can write to clusters, from everybody', async () => {
    const proxy = {
      type: 'basic' as const,
      name: 'kubernetes.proxy',
      attributes: {},
    };
    expect(
      await policy.handle(
        { permission: proxy },
        member(PLATFORM_ENGINEERS, APPROVERS),
      ),
    ).toEqual({ result: 'DENY' });
  });

  it.each(['kubernetes.clusters.read', 'kubernetes.resources.read'])(
    'grants everybody %s, which the Kubernetes tab asks for',
    async name => {
      const permission = {
        type: 'basic' as const,
        name,
        attributes: { action: 'read' as const },
      };
      expect(await policy.handle({ permission }, member())).toEqual({
        result: 'ALLOW',
      });
    },
  );

  it('leaves other plugins alone', async () => {
    const read = {
      type: 'basic' as const,
      name: 'catalog.entity.create',
      attributes: { action: 'create' as const },
    };
    expect(await policy.handle({ permission: read }, member())).toEqual({
      result: 'ALLOW',
    });
  });
});
