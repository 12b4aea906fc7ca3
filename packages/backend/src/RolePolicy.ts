import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  meshFederationApprovePermission,
  meshFederationCancelPermission,
  meshFederationEntityReadPermission,
  meshFederationManagePermission,
  meshFederationObservePermission,
  meshFederationPlanPermission,
  meshFederationTopologyReadPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Members may define federations, make plans, ask for observations and cancel runs. */
export const PLATFORM_ENGINEERS = 'group:default/mesh-platform-engineers';

/** Members may approve plans, which starts the run that writes to clusters, and cancel runs. */
export const APPROVERS = 'group:default/mesh-approvers';

const EVERYBODY = [
  meshFederationTopologyReadPermission,
  meshFederationEntityReadPermission,
];

const BY_GROUP: Readonly<Record<string, readonly { name: string }[]>> = {
  [PLATFORM_ENGINEERS]: [
    meshFederationObservePermission,
    meshFederationManagePermission,
    meshFederationPlanPermission,
    meshFederationCancelPermission,
  ],
  [APPROVERS]: [
    meshFederationApprovePermission,
    meshFederationCancelPermission,
  ],
};

/**
 * Three roles: a developer is anybody who is signed in and may look, a platform engineer plans, an
 * approver lets a plan run. Somebody may be both. Nobody gets `kubernetes.proxy`: behind it stand
 * the credentials with which the backend writes to the clusters. Everything outside the
 * mesh-federation and Kubernetes plugins is allowed, as in a new Backstage app.
 */
export class RolePolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (permission.name === 'kubernetes.proxy') {
      return { result: AuthorizeResult.DENY };
    }
    if (!permission.name.startsWith('mesh-federation.')) {
      return { result: AuthorizeResult.ALLOW };
    }
    const granted = user
      ? [
          ...EVERYBODY,
          ...user.info.ownershipEntityRefs.flatMap(ref => BY_GROUP[ref] ?? []),
        ]
      : [];
    return {
      result: granted.some(({ name }) => name === permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    };
  }
}
