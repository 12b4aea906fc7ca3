import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import {
  SERVICE_VERDICTS,
  type ServiceVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import styles from './ReachabilityServiceList.module.css';
import type { ServiceSelection } from './selectServices';

/** What of a long list to show, and in which order. */
export function ServiceListControls(props: {
  /** How many of all there are of each verdict. */
  readonly counts: Readonly<Record<ServiceVerdict, number>>;
  readonly selection: ServiceSelection;
  readonly onChange: (selection: ServiceSelection) => void;
}) {
  const { counts, selection, onChange } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdicts = SERVICE_VERDICTS.filter(
    verdict => counts[verdict] > 0 || verdict === selection.verdict,
  );
  return (
    <>
      <SearchField
        aria-label={t('reach.services.search')}
        placeholder={t('reach.services.placeholder')}
        size="small"
        value={selection.search}
        onChange={search => onChange({ ...selection, search })}
      />
      <div className={styles.controls}>
        <Select<'single'>
          label={t('reach.services.filter')}
          options={[
            { id: 'all', label: t('reach.services.all') },
            ...verdicts.map(verdict => ({
              id: verdict,
              label: `${t(`reach.verdict.${verdict}`)} (${counts[verdict]})`,
            })),
          ]}
          value={selection.verdict}
          onChange={value =>
            onChange({
              ...selection,
              verdict:
                SERVICE_VERDICTS.find(verdict => verdict === value) ?? 'all',
            })
          }
        />
        <Select<'single'>
          label={t('reach.services.order')}
          options={[
            { id: 'worst', label: t('reach.services.worst') },
            { id: 'name', label: t('reach.services.byName') },
          ]}
          value={selection.order}
          onChange={value =>
            onChange({
              ...selection,
              order: value === 'name' ? 'name' : 'worst',
            })
          }
        />
      </div>
    </>
  );
}
