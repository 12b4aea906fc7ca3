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

/** What an answer says of the components of a System. */
export type PartsAnswer = Pick<EntityReachability, 'parts' | 'partsLeftOut'>;

/**
 * How many components of a System are as bad as the worst of them. Those without Services have
 * nothing to reach, and are counted apart.
 */
export function describeParts(
  { parts, partsLeftOut = [] }: PartsAnswer,
  options: {
    /** What people call the System. */
    readonly name: string;
    readonly t: MeshFederationTexts;
  },
): string {
  const { name, t } = options;
  const counts = [
    ...parts.map(({ verdict }) => ({ verdict, count: 1 })),
    ...partsLeftOut,
  ];
  const countOf = (wanted: NeedVerdict) =>
    counts
      .filter(({ verdict }) => verdict === wanted)
      .reduce((sum, { count }) => sum + count, 0);
  const worst = WORST_FIRST.find(verdict => countOf(verdict) > 0);
  if (worst === undefined) return t('parts.no-service', { name });
  const sentence = t(`parts.${worst}`, {
    name,
    count: countOf(worst),
    total: String(
      WORST_FIRST.reduce((sum, verdict) => sum + countOf(verdict), 0),
    ),
  });
  const count = countOf('no-service');
  return count === 0
    ? sentence
    : `${sentence} ${t('parts.without', { count })}`;
}
