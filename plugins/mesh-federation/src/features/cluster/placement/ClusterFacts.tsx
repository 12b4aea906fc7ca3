import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { EntityMeshCluster } from './buildEntityMesh';
import styles from './ClusterFacts.module.css';

function Fact(props: {
  readonly label: string;
  readonly values: readonly (string | undefined)[];
  readonly children?: ReactNode;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const values = [...new Set(props.values.filter(Boolean))];
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>
        {props.children ??
          (values.length > 0 ? (
            <Text>{values.join(', ')}</Text>
          ) : (
            <StatusLabel tone="unknown">{t('clusters.notKnown')}</StatusLabel>
          ))}
      </dd>
    </div>
  );
}

/** The list of Services higher up on the page names the others. */
const MOST_SERVICES = 4;

/**
 * What a mesh is made of in one cluster: services of the entity, mesh, root, trust domain, network.
 */
export function ClusterFacts(props: { readonly cluster: EntityMeshCluster }) {
  const { name, presence, overview } = props.cluster;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { services } = presence;
  const more = services.length - MOST_SERVICES;
  const planes = overview?.controlPlanes ?? [];
  const roots = overview?.roots ?? [];
  return (
    <dl className={styles.facts}>
      {services.length > 0 && (
        <Fact
          label={t('entity.services')}
          values={[
            ...services
              .slice(0, MOST_SERVICES)
              .map(s => `${s.namespace}/${s.name}`),
            more > 0 ? t('entity.moreServices', { count: more }) : undefined,
          ]}
        />
      )}
      <Fact label={t('entity.meshId')} values={planes.map(p => p.meshId)} />
      <Fact label={t('entity.root')} values={[]}>
        {roots.length > 0
          ? roots.map(root => (
              <Fingerprint
                key={root.fingerprint}
                fingerprint={root.fingerprint}
                name={name}
              />
            ))
          : undefined}
      </Fact>
      <Fact
        label={t('entity.trustDomain')}
        values={planes.map(p => p.trustDomain)}
      />
      <Fact label={t('entity.network')} values={[overview?.network]} />
      <Fact
        label={t('entity.clusterId')}
        values={planes.map(p => p.clusterId)}
      />
    </dl>
  );
}
