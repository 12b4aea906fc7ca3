import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FactTable } from '../../../ui/facts/FactTable';
import { DiscoveryFact } from './DiscoveryFact';
import type { Peer } from './peersOf';
import { TrustFact } from './TrustFact';

/** Trust and discovery between a cluster and each other one, both directions apart. */
export function PeerTable<P extends Peer>(props: {
  readonly cluster: ClusterName;
  readonly peers: readonly P[];
  /** Said when there are no peers. */
  readonly none: string;
  readonly nameOf: (peer: P) => ReactNode;
  /** Shows also by which roots, and how many proxies have to restart. */
  readonly detailed?: boolean;
}) {
  const { cluster: name, peers, none, nameOf, detailed } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <FactTable
      label={t('clusterMesh.peers.title')}
      rows={peers}
      rowKey={peer => peer.name}
      none={none}
      even
      columns={[
        { id: 'peer', label: t('clusterMesh.peers.peer'), cell: nameOf },
        {
          id: 'verifies',
          label: t('clusterMesh.peers.verifies', { name }),
          cell: peer => (
            <TrustFact relation={peer.verifies} detailed={detailed} />
          ),
        },
        {
          id: 'verifiedBy',
          label: t('clusterMesh.peers.verifiedBy', { name }),
          cell: peer => (
            <TrustFact relation={peer.verifiedBy} detailed={detailed} />
          ),
        },
        {
          id: 'reads',
          label: t('clusterMesh.peers.reads', { name }),
          cell: peer => <DiscoveryFact relation={peer.reads} />,
        },
        {
          id: 'readBy',
          label: t('clusterMesh.peers.readBy', { name }),
          cell: peer => <DiscoveryFact relation={peer.readBy} />,
        },
      ]}
    />
  );
}
