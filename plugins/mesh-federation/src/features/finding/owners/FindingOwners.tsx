import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { createContext, useContext } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { RefLinks } from '../../../ui/link/RefLinks';
import styles from './FindingOwners.module.css';
import { ownersOf, type KnownOwners } from './ownersOf';

const Owners = createContext<KnownOwners>({ clusters: [] });

/** Tells the findings below whom the catalog names as owners. */
export const FindingOwners = Owners.Provider;

/** Whom to ask where a finding has nothing to copy and nothing to choose. */
export function FindingOwner(props: { readonly finding: Finding }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const found = ownersOf(props.finding, useContext(Owners));
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
