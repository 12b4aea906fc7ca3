import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  AffectedByFederation,
  Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { Tone } from '../../../ui/status/Tone';
import { affectedByPlan, type PlanAffects } from './affectedByPlan';
import { AffectedServiceTable, AffectedWorkloadTable } from './AffectedTable';

const TONES: Readonly<Record<PlanAffects['kind'], Tone>> = {
  'cut-off': 'danger',
  restarted: 'warning',
  lost: 'danger',
};

/** Whom a plan hits, by name and owner; says so when that is not wholly known. */
export function PlanAffected(props: {
  readonly plan: Plan;
  readonly affected?: AffectedByFederation;
}) {
  const { plan, affected } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (!affected) {
    return <StatusLabel tone="unknown">{t('affected.notKnown')}</StatusLabel>;
  }
  const hit = affectedByPlan(plan, affected);
  const count =
    hit.kind === 'lost' ? hit.services.length : hit.workloads.length;
  const left =
    hit.kind === 'lost'
      ? affected.omitted.services
      : affected.omitted.workloads;
  const title = t(`affected.${hit.kind}`, { count: count + left });
  return (
    <Flex direction="column" gap="2">
      {count > 0 ? (
        <StatusLabel tone={TONES[hit.kind]}>{title}</StatusLabel>
      ) : (
        <Text as="p">{t(`affected.none.${hit.kind}`)}</Text>
      )}
      {count > 0 && hit.kind === 'lost' && (
        <AffectedServiceTable services={hit.services} label={title} />
      )}
      {count > 0 && hit.kind !== 'lost' && (
        <AffectedWorkloadTable workloads={hit.workloads} label={title} />
      )}
      {left > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('affected.omitted', { count: left })}
        </Text>
      )}
      {affected.unknown.map(({ cluster, reason }) => (
        <StatusLabel key={cluster} tone="unknown">
          {t('affected.unknownIn', { cluster, reason })}
        </StatusLabel>
      ))}
      {affected.unreadEntities > 0 && (
        <StatusLabel tone="unknown">
          {t('affected.unread', { count: affected.unreadEntities })}
        </StatusLabel>
      )}
    </Flex>
  );
}
