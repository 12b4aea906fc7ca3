import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    code: 'MF1001',
    severity: 'error',
    cluster: 'west',
    message: 'west does not answer.',
    fix: 'Look after west.',
    blocking: true,
    evidence: [],
    ...overrides,
  };
}
