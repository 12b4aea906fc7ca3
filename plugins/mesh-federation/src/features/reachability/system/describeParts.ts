import type {
  EntityReachability,
  NeedVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';

const WORST_FIRST: readonly Exclude<NeedVerdict, 'no-service'>[] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'standby',
  'reachable',
];

/**
 * How many components of a System are as bad as the worst of them. Those without Services have
 * nothing to reach, and are counted apart.
 */
export function describeParts(
  parts: EntityReachability['parts'],
  options: {
    /** What people call the System. */
    readonly name: string;
    readonly t: MeshFederationTexts;
  },
): string {
  const { name, t } = options;
  const served = parts.filter(({ verdict }) => verdict !== 'no-service');
  const worst = WORST_FIRST.find(verdict =>
    served.some(part => part.verdict === verdict),
  );
  if (worst === undefined) return t('parts.no-service', { name });
  const sentence = t(`parts.${worst}`, {
    name,
    count: served.filter(({ verdict }) => verdict === worst).length,
    total: String(served.length),
  });
  const count = parts.length - served.length;
  return count === 0
    ? sentence
    : `${sentence} ${t('parts.without', { count })}`;
}
