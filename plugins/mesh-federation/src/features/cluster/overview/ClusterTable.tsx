import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Link, Text } from '@backstage/ui';
import type { ClusterOverview } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo } from 'react';
import { federationRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { RowTable, type RowColumn } from '../../../ui/facts/RowTable';
import { EmptyNote } from '../../../ui/layout/EmptyNote';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import { useAge } from '../../../ui/time/useAge';
import { ClusterLink } from '../ClusterLink';
import { gatewayTone } from '../gatewayTone';
import styles from './ClusterTable.module.css';

interface ClusterRow {
  readonly id: string;
  readonly overview: ClusterOverview;
}

function NameCell(props: { readonly overview: ClusterOverview }) {
  const { cluster, federations } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useRouteRef(federationRouteRef);
  return (
    <div className={styles.stack}>
      <Text weight="bold">
        <ClusterLink
          name={cluster.title ?? cluster.name}
          entityRef={cluster.entityRef}
        />
      </Text>
      <Text variant="body-small" color="secondary">
        {federations.length === 0 && t('clusters.notJoined')}
        {federations.map((name, index) => (
          <span key={name}>
            {index > 0 && ', '}
            <Link href={href({ name })}>{name}</Link>
          </span>
        ))}
      </Text>
    </div>
  );
}

/** Only members need proxies that see the roots of others. */
function ProxyCell(props: { readonly overview: ClusterOverview }) {
  const { proxies, federations } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (!proxies) return <Text>{t('clusters.notKnown')}</Text>;
  return (
    <Text>
      {federations.length === 0
        ? t('clusters.proxiesRunning', { count: proxies.total })
        : t('clusters.proxiesWithRoots', {
            with: String(proxies.withXdsAgent),
            total: String(proxies.total),
          })}
    </Text>
  );
}

function ObservedCell(props: { readonly overview: ClusterOverview }) {
  const { cluster, controlPlanes, reachable, stale, factsAt } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (!cluster.usable) {
    return (
      <StatusLabel tone="unknown">
        {t('clusters.unusable', { provider: cluster.authProvider })}
      </StatusLabel>
    );
  }
  if (reachable.status === 'observed') {
    return (
      <div className={styles.stack}>
        {controlPlanes.some(({ readyReplicas }) => readyReplicas === 0) ? (
          <StatusLabel tone="danger">{t('clusters.istiodDown')}</StatusLabel>
        ) : (
          <StatusLabel tone="success">{t('clusters.reachable')}</StatusLabel>
        )}
        <Text variant="body-x-small" color="secondary">
          {age(factsAt)}
        </Text>
      </div>
    );
  }
  return (
    <div className={styles.stack}>
      <StatusLabel tone="unknown">{t('clusters.unreachable')}</StatusLabel>
      <Text variant="body-x-small" className={styles.reason}>
        {reachable.reason.message}
      </Text>
      {stale && <FactsAge at={factsAt} stale />}
    </div>
  );
}

function ControlPlaneCell(props: { readonly overview: ClusterOverview }) {
  const { controlPlanes, factsAt } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (!factsAt) {
    return <StatusLabel tone="unknown">{t('clusters.notKnown')}</StatusLabel>;
  }
  if (controlPlanes.length === 0) {
    return (
      <StatusLabel tone="neutral">{t('clusters.noControlPlane')}</StatusLabel>
    );
  }
  return (
    <div className={styles.stack}>
      {controlPlanes.map(plane => (
        <span key={plane.revision} className={styles.stack}>
          <Text>
            {plane.version ?? t('clusters.notKnown')}
            {plane.revision !== 'default' && ` (${plane.revision})`}
          </Text>
          <Text variant="body-x-small" color="secondary">
            {[
              plane.clusterId,
              plane.meshId,
              plane.multiRootMesh
                ? t('clusters.multiRoot')
                : t('clusters.singleRoot'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </span>
      ))}
    </div>
  );
}

function RootCell(props: { readonly overview: ClusterOverview }) {
  const { roots, cluster } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (roots.length === 0) {
    return <StatusLabel tone="unknown">{t('fingerprint.none')}</StatusLabel>;
  }
  return (
    <div className={styles.stack}>
      {roots.map(root => (
        <Fingerprint
          key={root.fingerprint}
          fingerprint={root.fingerprint}
          name={cluster.name}
        />
      ))}
    </div>
  );
}

function GatewayCell(props: { readonly overview: ClusterOverview }) {
  const { gateways, factsAt, network } = props.overview;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const known = factsAt ? t('clusters.none2') : t('clusters.notKnown');
  return (
    <div className={styles.stack}>
      <Text>{network || known}</Text>
      {gateways.map(gateway => (
        <StatusLabel
          key={`${gateway.object.namespace}/${gateway.object.name}`}
          tone={gatewayTone(props.overview, gateway)}
        >
          {gateway.addresses.length > 0
            ? gateway.addresses.map(a => `${a}:${gateway.port}`).join(', ')
            : gateway.object.name}
        </StatusLabel>
      ))}
    </div>
  );
}

/** All clusters of the inventory with what is known of each. */
export function ClusterTable(props: {
  readonly clusters: readonly ClusterOverview[];
}) {
  const { clusters } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const rows = useMemo(
    () => clusters.map(overview => ({ id: overview.cluster.name, overview })),
    [clusters],
  );
  const columns = useMemo<RowColumn<ClusterRow>[]>(
    () => [
      {
        id: 'cluster',
        width: '2fr',
        minWidth: 110,
        label: t('clusters.cluster'),
        isRowHeader: true,
        cell: ({ overview }) => (
          <Cell>
            <NameCell overview={overview} />
          </Cell>
        ),
      },
      {
        id: 'status',
        width: '3fr',
        minWidth: 140,
        label: t('clusters.status'),
        cell: ({ overview }) => (
          <Cell>
            <ObservedCell overview={overview} />
          </Cell>
        ),
      },
      {
        id: 'istio',
        width: '3fr',
        minWidth: 130,
        label: t('clusters.istio'),
        cell: ({ overview }) => (
          <Cell>
            <ControlPlaneCell overview={overview} />
          </Cell>
        ),
      },
      {
        id: 'root',
        width: 240,
        minWidth: 240,
        label: t('clusters.root'),
        cell: ({ overview }) => (
          <Cell>
            <RootCell overview={overview} />
          </Cell>
        ),
      },
      {
        id: 'network',
        width: '3fr',
        minWidth: 220,
        label: t('clusters.network'),
        cell: ({ overview }) => (
          <Cell>
            <GatewayCell overview={overview} />
          </Cell>
        ),
      },
      {
        id: 'proxies',
        width: '2fr',
        minWidth: 140,
        label: t('clusters.proxies'),
        cell: ({ overview }) => (
          <Cell>
            <ProxyCell overview={overview} />
          </Cell>
        ),
      },
    ],
    [t],
  );
  return (
    <RowTable
      columns={columns}
      rows={rows}
      none={
        <EmptyNote
          title={t('clusters.none')}
          description={t('clusters.noneDescription')}
        />
      }
    />
  );
}
