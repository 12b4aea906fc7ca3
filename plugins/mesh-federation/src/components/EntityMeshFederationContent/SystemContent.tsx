import { useEntity } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { meshFederationEntityReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useAge } from '../../hooks/useAge';
import { useEntityReachability } from '../../hooks/useEntityReachability';
import { meshFederationTranslationRef } from '../../translation';
import { LoadView } from '../LoadView';
import { PartsSection } from '../PartsSection';
import { ReachabilityRefresh } from '../ReachabilityRefresh';
import styles from './SystemContent.module.css';

/** Tab of a System: its components, worst first. */
export function SystemContent() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const load = useEntityReachability();
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <LoadView load={load} permission={meshFederationEntityReadPermission}>
      {({ parts, at }) => {
        const total = String(parts.length);
        const good = parts.filter(p => p.verdict === 'reachable').length;
        return (
          <Flex direction="column" gap="6">
            {parts.length > 0 && (
              <div className={styles.head}>
                <div>
                  <Text as="h2" variant="title-small" weight="bold">
                    {good === parts.length
                      ? t('parts.good', { name, total })
                      : t('parts.some', { name, total, good: String(good) })}
                  </Text>
                  <Text as="p" variant="body-small" color="secondary">
                    {at
                      ? t('reach.age', { age: age(at) })
                      : t('reach.ageUnknown')}
                  </Text>
                </div>
                <ReachabilityRefresh reload={load.refresh} />
              </div>
            )}
            <PartsSection parts={parts} />
          </Flex>
        );
      }}
    </LoadView>
  );
}
