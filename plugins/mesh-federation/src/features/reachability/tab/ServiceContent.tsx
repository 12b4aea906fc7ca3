import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { meshFederationEntityReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { LoadView } from '../../../ui/load/LoadView';
import { MeshSections } from '../../cluster/placement/MeshSections';
import { useEntityMesh } from '../../cluster/placement/useEntityMesh';
import { ClientForm } from '../client/ClientForm';
import { WhatIfNote } from '../client/WhatIfNote';
import { useReachabilityPages } from '../services/useReachabilityPages';
import { ReachabilityView } from './ReachabilityView';

/** Tab of an entity with Services: who reaches them, what it needs, where it runs. */
export function ServiceContent() {
  const { entity } = useEntity();
  const { load: reachability, showMore } = useReachabilityPages();
  const mesh = useEntityMesh();
  const { refresh: refreshReachability } = reachability;
  const { refresh: refreshMesh } = mesh;
  const reload = useCallback(async () => {
    await Promise.all([refreshReachability(), refreshMesh()]);
  }, [refreshReachability, refreshMesh]);
  const loadedAt =
    reachability.status === 'ready' ? reachability.loadedAt : undefined;
  return (
    <>
      <ClientForm
        own={mesh.status === 'ready' ? mesh.value.ownClients : undefined}
      />
      <WhatIfNote />
      <LoadView
        load={reachability}
        permission={meshFederationEntityReadPermission}
      >
        {value => (
          <Flex direction="column" gap="6">
            <ReachabilityView
              entity={entity}
              reachability={value}
              loadedAt={loadedAt ?? ''}
              mesh={mesh.status === 'ready' ? mesh.value : undefined}
              reload={reload}
              showMore={showMore}
            />
          </Flex>
        )}
      </LoadView>
      {/* When nothing loads, the reason is told once; when one part fails, the other is shown. */}
      {(reachability.status === 'ready' || mesh.status === 'ready') && (
        <LoadView load={mesh} permission={meshFederationEntityReadPermission}>
          {value => (
            <Flex direction="column" gap="6">
              <MeshSections mesh={value} />
            </Flex>
          )}
        </LoadView>
      )}
    </>
  );
}
