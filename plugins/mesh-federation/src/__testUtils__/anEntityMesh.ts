import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { anOverview } from './anOverview';
import { aTrustReport } from './aTrustReport';

/** A service that runs in east, which trusts west both ways. */
export function anEntityMesh(overrides: Partial<EntityMesh> = {}): EntityMesh {
  const report = aTrustReport(['east', 'west']);
  return {
    entityRef: 'component:default/web',
    matchedBy: 'kubernetes-id',
    presence: [
      {
        cluster: 'east',
        presence: 'present',
        services: [{ namespace: 'sample', name: 'web' }],
      },
      { cluster: 'west', presence: 'absent', services: [] },
    ],
    clusters: [anOverview('east'), anOverview('west')],
    trust: report.trust,
    discovery: report.discovery,
    findings: [],
    ownClients: [],
    ...overrides,
  };
}
