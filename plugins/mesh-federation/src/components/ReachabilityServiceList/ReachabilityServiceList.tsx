import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { meshFederationTranslationRef } from '../../translation';
import { searchServices, type ServiceEntry } from '../../view/buildServiceList';
import styles from './ReachabilityServiceList.module.css';
import { ServiceListBox } from './ServiceListBox';

/** Services and ports of an entity, worst first, with a search. */
export function ReachabilityServiceList(props: {
  readonly entries: readonly ServiceEntry[];
  /** Key of the chosen one. */
  readonly selected?: string;
  readonly onChoose: (entry: ServiceEntry) => void;
}) {
  const { entries, selected, onChoose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [search, setSearch] = useState('');
  const found = useMemo(
    () => searchServices(entries, search),
    [entries, search],
  );
  return (
    <div className={styles.root}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('reach.services.title')}
      </Text>
      <SearchField
        aria-label={t('reach.services.search')}
        placeholder={t('reach.services.placeholder')}
        size="small"
        value={search}
        onChange={setSearch}
      />
      <Text as="p" variant="body-small" color="secondary" role="status">
        {found.length === entries.length
          ? t('reach.services.count', { count: entries.length })
          : t('reach.services.found', {
              found: String(found.length),
              total: String(entries.length),
            })}
      </Text>
      {found.length === 0 ? (
        <Text as="p">{t('reach.services.none')}</Text>
      ) : (
        <ServiceListBox
          entries={found}
          selected={selected}
          label={t('reach.services.title')}
          onChoose={onChoose}
        />
      )}
    </div>
  );
}
