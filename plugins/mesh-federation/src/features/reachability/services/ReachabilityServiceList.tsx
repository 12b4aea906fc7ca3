import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useMemo, useState, type ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { ServiceEntry } from './buildServiceList';
import styles from './ReachabilityServiceList.module.css';
import { selectServices, type ServiceSelection } from './selectServices';
import { ServiceListBox } from './ServiceListBox';
import { ServiceListControls } from './ServiceListControls';

/** A list of so many is seen at a glance. */
const SHORT = 6;

const EVERYTHING: ServiceSelection = {
  search: '',
  verdict: 'all',
  order: 'worst',
};

/** Services and ports of an entity, worst first; long lists with search, filter and order. */
export function ReachabilityServiceList(props: {
  readonly entries: readonly ServiceEntry[];
  /** Key of the chosen one. */
  readonly selected?: string;
  readonly onChoose: (entry: ServiceEntry) => void;
  /** What to say below the list, of what is not in it. */
  readonly rest?: ReactNode;
}) {
  const { entries, selected, onChoose, rest } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [selection, setSelection] = useState(EVERYTHING);
  const found = useMemo(
    () => selectServices(entries, selection),
    [entries, selection],
  );
  return (
    <div className={styles.root}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('reach.services.title')}
      </Text>
      {entries.length > SHORT && (
        <ServiceListControls
          entries={entries}
          selection={selection}
          onChange={setSelection}
        />
      )}
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
      {rest}
    </div>
  );
}
