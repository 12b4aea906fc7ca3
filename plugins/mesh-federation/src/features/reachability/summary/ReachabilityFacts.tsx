import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { useAge } from '../../../ui/time/useAge';
import type { EntitySearch } from '../match/describeEntityMatch';
import styles from './ReachabilitySummary.module.css';
import type { SilentCluster } from './silentClusters';

/** How old the facts are, which clusters do not answer, and where the Services were found. */
export function ReachabilityFacts(props: {
  readonly at?: Timestamp;
  readonly silent: readonly SilentCluster[];
  readonly search: EntitySearch;
}) {
  const { at, silent, search } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const unknownIn = search.unknownIn.map(({ cluster }) => cluster);
  const where = [
    search.presentIn.length > 0 &&
      t('reach.where.found', { clusters: search.presentIn.join(', ') }),
    search.absentFrom.length > 0 &&
      t('reach.where.absent', { clusters: search.absentFrom.join(', ') }),
    unknownIn.length > 0 &&
      t('reach.where.unknown', { clusters: unknownIn.join(', ') }),
    at ? t('reach.age', { age: age(at) }) : t('reach.ageUnknown'),
  ].filter(Boolean);
  return (
    <div className={styles.facts}>
      <Text as="p" variant="body-small" color="secondary">
        {where.join(' ')}
      </Text>
      {silent.map(({ name, factsAt }) => (
        <StatusLabel key={name} tone="warning">
          {factsAt
            ? t('reach.silent', { cluster: name, age: age(factsAt) })
            : t('reach.silentNever', { cluster: name })}
        </StatusLabel>
      ))}
    </div>
  );
}
