import {
  getCompoundEntityRef,
  RELATION_OWNED_BY,
  type Entity,
} from '@backstage/catalog-model';
import {
  optional,
  type EntityMesh,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo } from 'react';
import { FindingContext } from '../../finding/context/FindingContext';
import { describeEntityMatch } from '../match/describeEntityMatch';
import { ReachabilityNote } from '../match/ReachabilityNote';
import { NeedsSection } from '../needs/NeedsSection';
import { buildServiceList } from '../services/buildServiceList';
import { ReachabilityServiceList } from '../services/ReachabilityServiceList';
import { ReachabilityFacts } from '../summary/ReachabilityFacts';
import { ReachabilityRefresh } from '../summary/ReachabilityRefresh';
import { ReachabilitySummary } from '../summary/ReachabilitySummary';
import { silentClusters } from '../summary/silentClusters';
import { findReachabilityTarget } from './reachabilityAddress';
import { ReachabilityDetail } from './ReachabilityDetail';
import styles from './ReachabilityView.module.css';
import { useNamedService } from './useNamedService';
import { useReachabilityAddress } from './useReachabilityAddress';

function ownersOfEntity({ relations = [] }: Entity): readonly string[] {
  return relations
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}

/** Who reaches the Services of an entity, why not, and what the entity needs. */
export function ReachabilityView(props: {
  readonly entity: Entity;
  readonly reachability: EntityReachability;
  readonly loadedAt: string;
  /** What else is known of the clusters, once it is loaded. */
  readonly mesh?: EntityMesh;
  readonly reload: () => Promise<void>;
  readonly showMore: () => Promise<void>;
}) {
  const { entity, reachability, loadedAt, mesh, reload, showMore } = props;
  const { address, choose, explain } = useReachabilityAddress();
  const named = useNamedService({
    entity: getCompoundEntityRef(entity),
    reachability,
    service: address.service,
  });
  const entries = useMemo(
    () => buildServiceList([...reachability.items, ...named.items]),
    [reachability.items, named.items],
  );
  const clusters = useMemo(() => mesh?.clusters ?? [], [mesh]);
  const target = named.loading ? {} : findReachabilityTarget(entries, address);
  const namespace = target.entry?.item.service.namespace;
  const surroundings = useMemo(
    () => ({
      clusters,
      ...optional({
        entity:
          namespace === undefined
            ? undefined
            : { namespace, owners: ownersOfEntity(entity) },
      }),
    }),
    [clusters, entity, namespace],
  );
  const { state, search } = describeEntityMatch(entity, reachability);
  const refresh = <ReachabilityRefresh reload={reload} />;
  if (state !== 'found') {
    return (
      <ReachabilityNote
        entity={entity}
        match={{ state, search }}
        action={refresh}
      />
    );
  }
  const several = entries.length > 1 || reachability.survey.services > 1;
  return (
    <>
      <ReachabilitySummary
        name={entity.metadata.title ?? entity.metadata.name}
        entries={entries}
        survey={reachability.survey}
        onExplain={explain}
        facts={
          <ReachabilityFacts
            at={reachability.at}
            silent={silentClusters(clusters)}
            search={search}
          />
        }
        actions={refresh}
      />
      <div className={several ? styles.columns : undefined}>
        {several && (
          <ReachabilityServiceList
            entries={entries}
            reachability={reachability}
            showMore={showMore}
            selected={target.entry?.key}
            onChoose={entry => choose(entry.item)}
          />
        )}
        <FindingContext value={surroundings}>
          <ReachabilityDetail
            target={target}
            several={several}
            loadedAt={loadedAt}
          />
        </FindingContext>
      </div>
      <NeedsSection {...reachability} />
    </>
  );
}
