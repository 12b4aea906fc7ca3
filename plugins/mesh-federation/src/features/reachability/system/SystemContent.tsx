import { useEntity } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { meshFederationEntityReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { SummaryCard } from '../../../ui/layout/SummaryCard';
import { LoadView } from '../../../ui/load/LoadView';
import { useAge } from '../../../ui/time/useAge';
import { ReachabilityRefresh } from '../summary/ReachabilityRefresh';
import { useEntityReachability } from '../useEntityReachability';
import { reachabilityTones } from '../verdict/reachabilityTones';
import { describeParts } from './describeParts';
import { PartsSection } from './PartsSection';

/** Tab of a System: its components, worst first. */
export function SystemContent() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const load = useEntityReachability();
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <LoadView load={load} permission={meshFederationEntityReadPermission}>
      {({ parts, partsLeftOut, at }) => (
        <Flex direction="column" gap="6">
          {parts.length > 0 && (
            <SummaryCard
              tone={reachabilityTones[parts[0].verdict]}
              actions={<ReachabilityRefresh reload={load.refresh} />}
            >
              <Text as="h2" variant="title-small" weight="bold">
                {describeParts({ parts, partsLeftOut }, { name, t })}
              </Text>
              <Text as="p" variant="body-small" color="secondary">
                {at ? t('reach.age', { age: age(at) }) : t('reach.ageUnknown')}
              </Text>
            </SummaryCard>
          )}
          <PartsSection parts={parts} partsLeftOut={partsLeftOut} />
        </Flex>
      )}
    </LoadView>
  );
}
