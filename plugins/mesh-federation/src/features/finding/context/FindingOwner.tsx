import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { RefLinks } from '../../../ui/link/RefLinks';
import { useFindingContext } from './FindingContext';
import styles from './FindingOwner.module.css';
import { ownersOf } from './ownersOf';

/** Whom to ask where a finding has nothing to copy and nothing to choose. */
export function FindingOwner(props: { readonly finding: Finding }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const found = ownersOf(props.finding, useFindingContext());
  if (found === undefined) return null;
  const { cluster, owners } = found;
  return (
    <p className={styles.owners}>
      <strong>{t('findings.ask')}:</strong>{' '}
      {owners.length > 0 ? (
        <RefLinks refs={owners} />
      ) : (
        t('findings.askCluster', { cluster })
      )}
    </p>
  );
}
