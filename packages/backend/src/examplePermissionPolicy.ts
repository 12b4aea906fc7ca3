import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RolePolicy } from './RolePolicy';

/** Installs the example's policy of three roles. */
export const examplePermissionPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'mesh-federation-roles',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new RolePolicy());
      },
    });
  },
});
