import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  DiscoveryRelation,
  TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation';
import type { EntityMeshCluster } from '../../view/buildEntityMesh';
import { tones } from '../../view/tones';
import { StatusLabel } from '../StatusLabel';
import styles from './PeerTable.module.css';

function TrustVerdictCell(props: { readonly relation?: TrustRelation }) {
  const { relation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdict = relation?.verdict ?? 'unknown';
  return (
    <td>
      <StatusLabel tone={tones.trust[verdict]}>
        {t(`trust.verdict.${verdict}`)}
      </StatusLabel>
      <Text as="p" variant="body-x-small" color="secondary">
        {relation?.reason ?? t('trust.notReported')}
      </Text>
    </td>
  );
}

function DiscoveryVerdictCell(props: {
  readonly relation?: DiscoveryRelation;
}) {
  const { relation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdict = relation?.verdict ?? 'unknown';
  return (
    <td>
      <StatusLabel tone={tones.discovery[verdict]}>
        {t(`discovery.verdict.${verdict}`)}
      </StatusLabel>
      <Text as="p" variant="body-x-small" color="secondary">
        {relation?.reason ?? t('trust.notReported')}
      </Text>
    </td>
  );
}

/** Trust and discovery between the entity's cluster and each other one, both directions apart. */
export function PeerTable(props: { readonly cluster: EntityMeshCluster }) {
  const { name, peers } = props.cluster;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (peers.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('entity.noPeers')}
      </Text>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.caption}>{t('entity.peers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('entity.peer')}</th>
            <th scope="col">{t('entity.verifies', { cluster: name })}</th>
            <th scope="col">{t('entity.verifiedBy', { cluster: name })}</th>
            <th scope="col">{t('entity.reads', { cluster: name })}</th>
            <th scope="col">{t('entity.readBy', { cluster: name })}</th>
          </tr>
        </thead>
        <tbody>
          {peers.map(peer => (
            <tr key={peer.peer}>
              <th scope="row">{peer.peer}</th>
              <TrustVerdictCell relation={peer.verifies} />
              <TrustVerdictCell relation={peer.verifiedBy} />
              <DiscoveryVerdictCell relation={peer.reads} />
              <DiscoveryVerdictCell relation={peer.readBy} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
