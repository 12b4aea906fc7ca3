import { assertNever } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';
import type { EntityMatchState } from './describeEntityMatch';

/** Why there is nothing to say about who reaches an entity, in one sentence. */
export function describeNoMatch(
  match: {
    readonly state: Exclude<EntityMatchState['state'], 'found'>;
    readonly search: EntityMatchState['search'];
  },
  options: {
    /** What people call the entity. */
    readonly name: string;
    readonly t: MeshFederationTexts;
  },
): string {
  const { state, search } = match;
  const { name, t } = options;
  switch (state) {
    case 'no-annotation':
      return t('sentence.noAnnotation', { name });
    case 'no-clusters':
      return t('sentence.noClusters', { name });
    case 'no-match':
      return t('sentence.noMatch', { name });
    case 'match-unknown': {
      const clusters = search.unknownIn.map(p => p.cluster).join(', ');
      return t('sentence.matchUnknown', { name, clusters });
    }
    case 'no-ports':
      return t('sentence.noPorts', { name });
    default:
      return assertNever(state);
  }
}
