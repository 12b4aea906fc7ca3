import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';

/** How many findings an answer had no room for; none of them is more severe than those shown. */
export function LeftOutFindings(props: Pick<EntityMesh, 'leftOut'>) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (!props.leftOut) return null;
  const { error, warning, info } = props.leftOut.findings;
  const count = error + warning + info;
  if (count === 0) return null;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {error > 0
        ? t('findings.moreWithErrors', { count, errors: String(error) })
        : t('findings.moreWithoutErrors', { count })}
    </Text>
  );
}
