import {
  optional,
  type Finding,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What of a finding a template can work with. */
export function findingData(finding: Finding) {
  const { code, severity, blocking, cluster, peer, message, fix } = finding;
  return {
    code,
    severity,
    blocking,
    ...optional({ cluster, peer }),
    message,
    fix,
  };
}
