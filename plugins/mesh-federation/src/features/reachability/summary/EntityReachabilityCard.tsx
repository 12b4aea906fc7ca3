import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  meshFederationEntityReadPermission,
  type EntityReachability,
  type ReachabilitySurvey,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { OverviewRow, OverviewRows } from '../../../ui/layout/OverviewRows';
import { TabLink } from '../../../ui/link/TabLink';
import { TitledCard } from '../../../ui/layout/TitledCard';
import { LoadView } from '../../../ui/load/LoadView';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import { describeEntityMatch } from '../match/describeEntityMatch';
import { describeNoMatch } from '../match/describeNoMatch';
import { useEntityReachability } from '../useEntityReachability';
import { clientTones, reachabilityTones } from '../verdict/reachabilityTones';
import { describeReachability } from './describeReachability';

/** More do not fit on a card; the worst come first. */
const MOST_CLIENTS = 6;

function ClientRows(props: Pick<ReachabilitySurvey, 'clients'>) {
  const { clients } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const more = clients.length - MOST_CLIENTS;
  return (
    <Flex direction="column" gap="2">
      <OverviewRows label={t('cards.reachability.clients')}>
        {clients.slice(0, MOST_CLIENTS).map(({ cluster, state }) => (
          <OverviewRow key={cluster} name={cluster}>
            <StatusLabel tone={clientTones[state]}>
              {t(`cards.reachability.state.${state}`)}
            </StatusLabel>
          </OverviewRow>
        ))}
      </OverviewRows>
      {more > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('cards.reachability.more', { count: more })}
        </Text>
      )}
    </Flex>
  );
}

/** What the tab says at its top, as one text. */
function describe(
  entity: Entity,
  reachability: EntityReachability,
  t: MeshFederationTexts,
): string {
  const name = entity.metadata.title ?? entity.metadata.name;
  const { state, search } = describeEntityMatch(entity, reachability);
  if (state !== 'found') return describeNoMatch({ state, search }, { name, t });
  const { items, survey } = reachability;
  const { headline, exceptions, remarks } = describeReachability(items, {
    name,
    t,
    survey,
  });
  return [headline, ...exceptions.map(({ text }) => text), ...remarks].join(
    ' ',
  );
}

const TROUBLES = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'standby',
] as const;

/** How many declared needs have which trouble, the worst first. */
function NeedCounts(props: Pick<EntityReachability, 'needs'>) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      {TROUBLES.map(trouble => {
        const count = props.needs.filter(
          ({ verdict }) => verdict === trouble,
        ).length;
        return (
          count > 0 && (
            <StatusLabel key={trouble} tone={reachabilityTones[trouble]}>
              {t(`cards.reachability.needs.${trouble}`, { count })}
            </StatusLabel>
          )
        );
      })}
    </>
  );
}

function Summary(props: { readonly reachability: EntityReachability }) {
  const { reachability } = props;
  const { entity } = useEntity();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { clients } = reachability.survey;
  return (
    <Flex direction="column" gap="4">
      <Text as="p">{describe(entity, reachability, t)}</Text>
      {clients.length > 0 && <ClientRows clients={clients} />}
      <NeedCounts needs={reachability.needs} />
      <FactsAge at={reachability.at} />
    </Flex>
  );
}

/**
 * On a component's overview: from where it is reachable, in one sentence and a row for each
 * cluster.
 */
export function EntityReachabilityCard() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useEntityReachability();
  return (
    <TitledCard title={t('cards.reachability.title')} footer={<TabLink />}>
      <LoadView load={load} permission={meshFederationEntityReadPermission}>
        {reachability => <Summary reachability={reachability} />}
      </LoadView>
    </TitledCard>
  );
}
