import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';

/** How many components of a System are reachable from every cluster, in one sentence. */
export function describeParts(
  parts: EntityReachability['parts'],
  options: {
    /** What people call the System. */
    readonly name: string;
    readonly t: MeshFederationTexts;
  },
): string {
  const { name, t } = options;
  const total = String(parts.length);
  const good = parts.filter(({ verdict }) => verdict === 'reachable').length;
  return good === parts.length
    ? t('parts.good', { name, count: good })
    : t('parts.some', { name, count: good, total });
}
