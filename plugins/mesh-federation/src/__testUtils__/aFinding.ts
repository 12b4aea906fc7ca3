import type {
  FieldChoice,
  Finding,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    code: 'MF2001',
    severity: 'warning',
    cluster: 'east',
    message: '3 proxies in east do not see foreign roots.',
    fix: 'Restart Deployment sample/web and sample/client in east.',
    blocking: false,
    evidence: [],
    ...overrides,
  };
}

export function aBlockingFinding(overrides: Partial<Finding> = {}): Finding {
  return aFinding({
    code: 'MF2004',
    severity: 'error',
    cluster: 'east',
    peer: 'west',
    message:
      'The roots of east and west have the same name and no authority key identifier.',
    fix: 'Give one of the clusters a root with another subject.',
    blocking: true,
    ...overrides,
  });
}

/** A plan sets fields of istiod that somebody has set with `kubectl edit`. */
export function aConflictFinding(cluster: string): Finding {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'istio-system',
    name: 'istiod',
  };
  const choice = (what: FieldChoice['choice']): FieldChoice => ({
    cluster,
    object,
    choice: what,
    managers: ['kubectl-edit'],
    fields: ['.spec.replicas'],
  });
  return {
    ...aBlockingFinding({ code: 'MF7007', cluster, object }),
    message: `Deployment istio-system/istiod in ${cluster}: .spec.replicas, which the plan sets, belongs to kubectl-edit.`,
    choices: [choice('leave'), choice('take-over')],
  };
}
