import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';

/** How many pairs of clusters an answer had no room for; none of them is worse than those shown. */
export function LeftOutPairs(props: Pick<EntityMesh, 'leftOut'>) {
  const { pairs: count = 0, joinedPairs = 0 } = props.leftOut ?? {};
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (count === 0) return null;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {joinedPairs === count
        ? t('clusterMesh.peers.moreJoined', { count })
        : t('clusterMesh.peers.more', { count, joined: String(joinedPairs) })}
    </Text>
  );
}
