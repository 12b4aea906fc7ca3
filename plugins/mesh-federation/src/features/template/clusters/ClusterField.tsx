import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField, Text } from '@backstage/ui';
import {
  meshFederationTopologyReadPermission,
  type ClusterName,
  type ClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useState } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../../ui/layout/EmptyNote';
import { loadPages } from '../../../ui/load/loadPages';
import { LoadView } from '../../../ui/load/LoadView';
import { useLiveRefresh } from '../../../ui/load/useLiveRefresh';
import { useLoad } from '../../../ui/load/useLoad';
import type { Change } from '../Change';
import { ClusterChoices } from './ClusterChoices';
import { clusterChoices, type ClusterChoice } from './clusterChoices';
import styles from './ClusterField.module.css';
import { describeWhyNot } from './describeClusters';

/** So many are seen at a glance; of more, one is searched for. */
const GLANCE = 10;

export interface ClusterFieldProps {
  readonly change: Change;
  /** To join or to leave, as far as it is chosen. */
  readonly federation: string | undefined;
  readonly several: boolean;
  readonly chosen: readonly ClusterName[];
  readonly onChange: (chosen: readonly ClusterName[]) => void;
  readonly label?: string;
  readonly description?: string;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly isInvalid: boolean;
  /** Id of the element that says what is wrong. */
  readonly describedBy?: string;
}

/** Clusters that cannot be chosen, each with the reason. */
function NotChoosable(props: { readonly choices: readonly ClusterChoice[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-small" weight="bold">
        {t('picker.cannot')}
      </Text>
      <ul className={styles.cannot} aria-label={t('picker.cannot')}>
        {props.choices.map(({ name, label, whyNot }) => (
          <li key={name}>
            <Text as="p" variant="body-small">
              {label}
            </Text>
            <Text as="p" variant="body-small" color="secondary">
              {whyNot && describeWhyNot(whyNot, t)}
            </Text>
          </li>
        ))}
      </ul>
    </Flex>
  );
}

function LoadedField(
  props: ClusterFieldProps & { readonly clusters: readonly ClusterOverview[] },
) {
  const { clusters, change, federation, label, chosen, ...rest } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [search, setSearch] = useState('');
  const choices = clusterChoices({ clusters, change, federation, chosen });
  // What is chosen can be taken back, whatever was heard of it since.
  const offered = choices.filter(
    ({ name, whyNot }) => !whyNot || chosen.includes(name),
  );
  const found = offered.filter(choice =>
    choice.label.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const others = choices.filter(choice => !offered.includes(choice));
  if (clusters.length === 0) {
    return (
      <EmptyNote
        title={t('clusters.none')}
        description={t('clusters.noneDescription')}
      />
    );
  }
  return (
    <>
      {offered.length > GLANCE && (
        <SearchField
          label={t('picker.search')}
          value={search}
          onChange={setSearch}
        />
      )}
      <ClusterChoices
        {...rest}
        choices={found}
        chosen={chosen}
        label={label ?? t('picker.clusters')}
      />
      {offered.length === 0 && <Text as="p">{t('picker.none')}</Text>}
      {offered.length > 0 && found.length === 0 && (
        <Text as="p" role="status">
          {t('picker.nothingFound', { search: search.trim() })}
        </Text>
      )}
      {others.length > 0 && <NotChoosable choices={others} />}
    </>
  );
}

/** Clusters to choose from, each with what people choose by, and why not where they cannot. */
export function ClusterField(props: ClusterFieldProps) {
  const api = useApi(meshFederationApiRef);
  const load = useLoad(
    useCallback(() => loadPages(page => api.listClusters(page)), [api]),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'observation',
  });
  return (
    <LoadView load={load} permission={meshFederationTopologyReadPermission}>
      {({ items }) => (
        <Flex direction="column" gap="4">
          <LoadedField {...props} clusters={items} />
        </Flex>
      )}
    </LoadView>
  );
}
