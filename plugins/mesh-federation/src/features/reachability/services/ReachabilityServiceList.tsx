import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import type { ServiceEntry } from './buildServiceList';
import styles from './ReachabilityServiceList.module.css';
import { ServiceListBox } from './ServiceListBox';
import { ServiceListControls } from './ServiceListControls';
import { ServiceListRest } from './ServiceListRest';
import { useServiceList } from './useServiceList';

/** A list of so many is seen at a glance. */
const SHORT = 6;

/**
 * Services and ports of an entity, worst first; long lists with search, filter and order, which are
 * over all of them, also those that are not loaded.
 */
export function ReachabilityServiceList(props: {
  readonly entries: readonly ServiceEntry[];
  readonly reachability: EntityReachability;
  readonly showMore: () => Promise<void>;
  /** Key of the chosen one. */
  readonly selected?: string;
  readonly onChoose: (entry: ServiceEntry) => void;
}) {
  const { reachability, selected, onChoose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const list = useServiceList(props);
  const { found, total, isSearching, error } = list;
  return (
    <div className={styles.root}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('reach.services.title')}
      </Text>
      {total > SHORT && (
        <ServiceListControls
          counts={list.counts}
          selection={list.selection}
          onChange={list.setSelection}
        />
      )}
      <Text as="p" variant="body-small" color="secondary" role="status">
        {describeFound()}
      </Text>
      {error && (
        <FailureAlert title={t('reach.services.searchFailed')} error={error} />
      )}
      {!isSearching && !error && found.length === 0 && (
        <Text as="p">
          {reachability.survey.unexamined > 0
            ? t('reach.services.noneJudged')
            : t('reach.services.none')}
        </Text>
      )}
      {found.length > 0 && (
        <ServiceListBox
          entries={found}
          selected={selected}
          label={t('reach.services.title')}
          onChoose={onChoose}
        />
      )}
      <ServiceListRest reachability={list.shown} showMore={list.showMore} />
    </div>
  );

  function describeFound(): string {
    if (isSearching) return t('reach.services.searching');
    return found.length === total
      ? t('reach.services.count', { count: total })
      : t('reach.services.found', {
          found: String(found.length),
          count: total,
        });
  }
}
