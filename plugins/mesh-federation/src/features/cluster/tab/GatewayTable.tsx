import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  ClusterOverview,
  EastWestGateway,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FactTable } from '../../../ui/facts/FactTable';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { gatewayTone } from '../gatewayTone';
import styles from './ClusterMeshContent.module.css';

function AddressFact(props: { readonly gateway: EastWestGateway }) {
  const { addresses, port } = props.gateway;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (addresses.length === 0) {
    return (
      <StatusLabel tone="warning">
        {t('clusterMesh.gateways.noAddress')}
      </StatusLabel>
    );
  }
  return (
    <div className={styles.stack}>
      {addresses.map(address => (
        <code key={address} className={styles.code}>
          {address.includes(':') ? `[${address}]` : address}:{port}
        </code>
      ))}
    </div>
  );
}

function ProgrammedFact(props: {
  readonly overview: ClusterOverview;
  readonly gateway: EastWestGateway;
}) {
  const { overview, gateway } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const programmed = overview.stale
    ? t('clusterMesh.gateways.wasProgrammed')
    : t('clusterMesh.gateways.programmed');
  return (
    <div className={styles.stack}>
      <StatusLabel tone={gatewayTone(overview, gateway)}>
        {gateway.programmed
          ? programmed
          : t('clusterMesh.gateways.notProgrammed')}
      </StatusLabel>
      {gateway.autoPassthrough ? (
        <Text variant="body-x-small" color="secondary">
          {t('clusterMesh.gateways.passthrough')}
        </Text>
      ) : (
        <StatusLabel tone="warning">
          {t('clusterMesh.gateways.noPassthrough')}
        </StatusLabel>
      )}
    </div>
  );
}

/** Where other networks enter the cluster. */
export function GatewayTable(props: { readonly overview: ClusterOverview }) {
  const { overview } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <FactTable
      label={t('clusterMesh.gateways.title')}
      rows={overview.gateways}
      rowKey={({ object }) =>
        `${object.kind}/${object.namespace}/${object.name}`
      }
      none={t('clusterMesh.gateways.none')}
      columns={[
        {
          id: 'gateway',
          label: t('clusterMesh.gateways.gateway'),
          cell: ({ object }) => (
            <div className={styles.stack}>
              <span>{object.name}</span>
              <Text variant="body-x-small" color="secondary">
                {object.kind} · {object.namespace}
              </Text>
            </div>
          ),
        },
        {
          id: 'address',
          label: t('clusterMesh.gateways.address'),
          cell: gateway => <AddressFact gateway={gateway} />,
        },
        {
          id: 'network',
          label: t('clusterMesh.gateways.network'),
          cell: ({ network }) => network || t('clusters.none2'),
        },
        {
          id: 'hosts',
          label: t('clusterMesh.gateways.hosts'),
          cell: ({ hosts }) => (
            <code className={styles.code}>{hosts.join(', ')}</code>
          ),
        },
        {
          id: 'status',
          label: t('clusterMesh.gateways.status'),
          cell: gateway => (
            <ProgrammedFact overview={overview} gateway={gateway} />
          ),
        },
      ]}
    />
  );
}
