import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  meshFederationEntityReadPermission,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { OverviewRow, OverviewRows } from '../../../ui/layout/OverviewRows';
import { TabLink } from '../../../ui/link/TabLink';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { LoadView } from '../../../ui/load/LoadView';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import { useEntityReachability } from '../useEntityReachability';
import { reachabilityTones } from '../verdict/reachabilityTones';
import { describeParts } from './describeParts';

/** More do not fit on a card; the worst come first. */
const MOST_PARTS = 5;

function Parts(props: { readonly reachability: EntityReachability }) {
  const { parts, partsLeftOut = [], at } = props.reachability;
  const { entity } = useEntity();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (parts.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('cards.system.none')}
      </Text>
    );
  }
  const total = partsLeftOut.reduce(
    (sum, { count }) => sum + count,
    parts.length,
  );
  return (
    <Flex direction="column" gap="3">
      <Text as="p">
        {describeParts(props.reachability, {
          name: entity.metadata.title ?? entity.metadata.name,
          t,
        })}
      </Text>
      <OverviewRows label={t('cards.system.list')}>
        {parts.slice(0, MOST_PARTS).map(({ entityRef, verdict, summary }) => (
          <OverviewRow
            key={entityRef}
            name={<EntityRefLink entityRef={entityRef} hideIcon />}
            note={verdict === 'reachable' ? undefined : summary}
          >
            <StatusLabel tone={reachabilityTones[verdict]}>
              {t(`reach.verdict.${verdict}`)}
            </StatusLabel>
          </OverviewRow>
        ))}
      </OverviewRows>
      {total > MOST_PARTS && (
        <Text as="p" variant="body-small" color="secondary">
          {t('cards.system.more', { count: total - MOST_PARTS })}
        </Text>
      )}
      <FactsAge at={at} />
    </Flex>
  );
}

/** On a System's overview: its components, worst first. */
export function SystemReachabilityCard() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useEntityReachability();
  return (
    <TitledCard title={t('cards.system.title')} footer={<TabLink />}>
      <LoadView load={load} permission={meshFederationEntityReadPermission}>
        {reachability => <Parts reachability={reachability} />}
      </LoadView>
    </TitledCard>
  );
}
